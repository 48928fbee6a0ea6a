"""Small whole repositories: what is said of each, and of the right but surprising ones nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from wi_lint.discover import walk
from wi_lint.files import Disk
from wi_lint.lint import lint
from wi_lint.packs import installed
from wi_lint.results import folded

WORLDS = sorted(path for path in (Path(__file__).parent / "fixtures").iterdir() if path.is_dir())


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_a_world_says_what_is_expected(world: Path) -> None:
    report = lint(Disk(world), walk(world, ""), installed())
    said = [f"{r.rule.id} {r.finding.at.path} {r.finding.at.line}" for r in folded(report.results)]
    assert said == (world / "expected.txt").read_text().splitlines()
