"""Small repositories with one slip each, and the commit that mends it, written by who knows no repair.

The edits that are offered, tried as `--unsafe-fixes` tries them, make that very commit: `--diff` shows it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from wi_lint import Severity
from wi_lint.discover import is_relevant
from wi_lint.files import Files, Memory
from wi_lint.lint import Report, lint
from wi_lint.mending import Mender
from wi_lint.packs import installed
from wi_lint.results import Result

HERE = Path(__file__).parent / "stories"
STORIES = sorted(path.name for path in HERE.iterdir())
NOT_EVIDENT = {"B15"}
"""What is to be granted instead of a role that is too wide, only who runs it knows."""
Texts = dict[str, str]


def texts(story: str, when: str) -> Texts:
    home = HERE / story / when
    files = (path for path in sorted(home.rglob("*")) if path.is_file())
    return {path.relative_to(home).as_posix(): path.read_bytes().decode() for path in files}


def linted(files: Files, paths: list[str]) -> Report:
    return lint(files, paths, installed())


def mended(files: Texts, *, unsafe: bool = True) -> tuple[Texts, Mender]:
    """A tree after all edits that are good."""
    tree, paths = Memory(files), [path for path in files if is_relevant(path)]
    mender = Mender(tree, lambda one: linted(one, paths).results, paths, unsafe=unsafe)
    mender.mend(linted(tree, paths).results, lambda found: found)
    return {**files, **{path: data.decode() for path, data in mender.made.files.items()}}, mender


def told(files: Texts) -> list[Result]:
    found = linted(Memory(files), [path for path in files if is_relevant(path)]).results
    return [one for one in found if one.severity is not Severity.NOTE]


def says(path: str, text: str) -> object:
    """What a file says: of YAML without the order of keys, of others without that of spaces."""
    if path.endswith((".yaml", ".yml")) and "{{" not in text:
        return list(yaml.safe_load_all(text))
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    return sorted(lines) if path.endswith(".tf") else lines  # arguments of a block have no order


@pytest.mark.parametrize("story", STORIES)
def test_the_edits_make_the_commit(story: str) -> None:
    before = texts(story, "before")
    after = {**before, **texts(story, "after")}  # which holds what is changed
    made, mender = mended(before)
    if story in NOT_EVIDENT:
        assert made == before
        return
    assert {path: says(path, text) for path, text in made.items()} == {
        path: says(path, text) for path, text in after.items()
    }
    assert len(mender.made.mended) >= 1
    kept = {(one.rule.id, one.finding.about.address) for one in told(made)}
    assert kept <= {(one.rule.id, one.finding.about.address) for one in told(before)}


@pytest.mark.parametrize("story", STORIES)
def test_what_is_mended_has_nothing_more_to_mend(story: str) -> None:
    made, _ = mended(texts(story, "before"))
    again, mender = mended(made)
    assert again == made
    assert mender.made.mended == []
