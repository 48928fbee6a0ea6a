"""Guides beside what is linted; those that are named are scripts, and judged as such."""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.facts import Fact
from wi_lint.frontends.run import Run
from wi_lint.model import guides
from wi_lint.signs import NOTHING

SIGNS = NOTHING
"""Paragraphs are found by what they say, and not parsed."""


def facts(run: Run) -> Iterator[Fact]:
    yield from run.safely(guides.facts(run.library, run.paths), ".")
