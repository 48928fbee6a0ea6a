"""What the pages about the code itself promise: nothing that can be asked, or that is bounded, is left out."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import wi_lint
from wi_lint import facts, reference
from wi_lint.facts import Fact
from wi_lint.google import resources
from wi_lint.graph import Graph

ROOT = Path(__file__).parent.parent


def _types(of: type) -> Iterator[type]:
    for kind in of.__subclasses__():
        yield kind
        yield from _types(kind)


def _made() -> dict[str, str]:
    """Every type of facts, and the module that it is written in, after all of the package was imported."""
    for module in pkgutil.walk_packages(wi_lint.__path__, "wi_lint."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    return {kind.__name__: kind.__module__ for kind in _types(Fact)}


def test_every_fact_can_be_asked_for() -> None:
    for name, module in _made().items():
        assert module.startswith("wi_lint.facts."), f"{name} is made in {module}"
        assert hasattr(facts, name), (
            f"{name} is missing in __all__ of {module}, or its file in facts/__init__.py"
        )
        assert getattr(wi_lint, name) is getattr(facts, name), f"a rule cannot import {name}"


def test_the_page_of_questions_holds_every_answerer_and_says_what_each_question_asks() -> None:
    answerers = {name for name in vars(Graph(())) if not name.startswith("_")} - {"declared"}
    page = reference.questions()
    assert answerers == set(re.findall(r"^## graph\.(\w+)$", page, re.MULTILINE))
    silent = [row for row in page.splitlines() if re.search(r"\|\s*\|$", row)]
    assert not silent


def test_every_bound_says_what_it_bounds() -> None:
    rows = [row for row in reference.bounds().splitlines() if row.endswith("|")][2:]
    assert len(rows) > 30
    assert not [row for row in rows if row.startswith("|  |")]


def test_every_bound_stands_in_one_room() -> None:
    package = ROOT / "linter/wi_lint"
    elsewhere = [
        f"{path.relative_to(package)}: {found}"
        for path in package.rglob("*.py")
        for found in re.findall(r"^_?MAX_\w+(?=[:\w ]* = )", path.read_text("utf-8"), re.MULTILINE)
        if path.name != "bounds.py"
    ]
    assert elsewhere == []


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda page: page.stem)
def test_the_files_that_a_page_names_are_there(page: Path) -> None:
    names = re.findall(r"`((?:[\w-]+/)+[\w.-]*|[a-z_]+\.py)`", page.read_text("utf-8"))
    folders = (ROOT, ROOT / "linter/wi_lint", ROOT / "rules")
    missing = [name for name in names if not any((folder / name).exists() for folder in folders)]
    assert not [name for name in missing if name.startswith(_OURS)], missing


def test_links_of_the_pages_lead_to_files() -> None:
    for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")):
        prose = re.sub(r"^```.*?^```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
        for link in re.findall(r"\]\(([\w./-]+)(?:#[\w-]*)?\)", prose):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_no_two_rows_of_the_table_of_google_share_a_name() -> None:
    for of in ("type", "connector", "crossplane", "gcloud"):
        names = [name for row in resources._ROWS if (name := getattr(row, of))]
        assert len(names) == len(set(names)), of


_OURS = tuple(f"{path.name}/" for path in (ROOT / "linter/wi_lint").iterdir() if path.is_dir())
