"""Repositories as companies have them, in several environments: the one mistake is told, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from wi_lint import Severity
from wi_lint.discover import walk
from wi_lint.files import Disk
from wi_lint.lint import lint
from wi_lint.packs import installed
from wi_lint.results import Result

CASES = sorted(path.parent for path in (Path(__file__).parent / "company").glob("*/case.yaml"))
MISSED = {
    "40-brightwater": "a job of a workflow that takes another environment's overlay",
}
"""What is not told, and what would have to be understood."""


def loud(tree: Path) -> list[Result]:
    results = lint(Disk(tree), walk(tree, ""), installed()).results
    return [one for one in results if one.severity is not Severity.NOTE]


def cited(result: Result) -> set[tuple[str, int]]:
    finding = result.finding
    return {(at.path, at.line) for at in (finding.at, *(step.at for step in finding.because))}


def labelled(case: Path) -> set[tuple[str, int]]:
    label: dict[str, Any] = yaml.safe_load((case / "case.yaml").read_text())
    wanted = [*label["where"], *(label.get("where_also_acceptable") or ())]
    return {(path, int(line)) for path, _, line in (one.partition(" ")[0].rpartition(":") for one in wanted)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_mistake_is_told_at_one_of_its_ends(case: Path, tmp_path: Path) -> None:
    tree = tmp_path / "bad"
    shutil.copytree(case / "good", tree)
    shutil.copytree(case / "bad", tree, dirs_exist_ok=True)
    places = labelled(case)
    told = [one for one in loud(tree) if cited(one) & places]
    assert bool(told) is (case.name not in MISSED)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_nothing_is_said_of_what_is_right(case: Path) -> None:
    assert [f"{one.rule.id} {one.finding.at.path}:{one.finding.at.line}" for one in loud(case / "good")] == []
