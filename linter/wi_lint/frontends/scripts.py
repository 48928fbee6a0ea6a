"""Scripts, and commands wherever they stand: in Makefiles, images, steps of CI, guides that are named."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from msgspec.structs import replace

from wi_lint.bounds import MAX_ALL_REPEATED, MAX_STATEMENTS
from wi_lint.compose.scripts import Script, may_run
from wi_lint.compose.scripts import scripts as found
from wi_lint.facts import Fact
from wi_lint.frontends import NOT_FOLLOWED
from wi_lint.frontends.run import Run, folder_unit
from wi_lint.model import commands, scripts

SIGNS = commands.SIGNS
_USUAL = 3
"""Statements of a line; what is followed beyond them is repeated."""
_ALWAYS = 100
"""Statements that each script may repeat, whatever others did."""


def facts(run: Run) -> Iterator[Fact]:
    for path in run.paths:
        if not run.simple.is_silent(path) and may_run(run.library, path):
            yield from run.library.remembered("script", path, partial(_made, run, path))
    for path in run.paths:
        if path.rpartition("/")[2] in NOT_FOLLOWED:
            yield from scripts.facts(run.files, path, folder_unit(path))


def _made(run: Run, path: str) -> list[Fact]:
    """The facts of the scripts in a file."""
    made: list[Fact] = []
    ledger = run.library.ledger
    for number, one in enumerate(found(run.library, path)):
        written = _USUAL * (one.text.written.count("\n") + 1)
        steps = commands.Steps()
        if ledger.total("repeated", "") > MAX_ALL_REPEATED:
            steps.most = min(MAX_STATEMENTS, written + _ALWAYS)
        told = _told(run, one, steps)
        made += _for_each(run, one, steps) or told
        ledger.count("repeated", "", f"{path} {number}", max(0, steps.taken - written))
    return made


def _told(run: Run, one: Script, steps: commands.Steps) -> list[Fact]:
    told = commands.facts(one.text, one.unit, run.charts, one.settings, in_order=one.in_order, steps=steps)
    return list(run.safely(told, one.text.at.path))


def _for_each(run: Run, one: Script, steps: commands.Steps) -> list[Fact]:
    """The facts of a script for each environment that it may be run for."""
    made: list[Fact] = []
    for choice in steps.choices:
        unit = replace(one.unit, variant=f"{one.unit.variant} ({choice.name})")
        picked = commands.Steps(steps.most, pick=choice)
        made += _told(run, replace(one, unit=unit), picked)
        steps.taken += picked.taken
    return made
