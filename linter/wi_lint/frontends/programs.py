"""Programs in Python, which may keep a token or a key."""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.facts import Fact
from wi_lint.frontends import PROGRAMS
from wi_lint.frontends.run import Run
from wi_lint.model import programs
from wi_lint.model.programs.python import SIGNS

__all__ = ["SIGNS", "facts"]


def facts(run: Run) -> Iterator[Fact]:
    for path in PROGRAMS.among(run.paths):
        yield from run.safely(programs.in_files(run.library, [path]), path)
