"""Scripts, and commands wherever they stand: in Makefiles, images, steps of CI, guides that are named."""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.compose.scripts import scripts as found
from wi_lint.facts import Fact
from wi_lint.frontends import NOT_FOLLOWED
from wi_lint.frontends.run import Run, folder_unit
from wi_lint.model import commands, scripts

SIGNS = commands.SIGNS


def facts(run: Run) -> Iterator[Fact]:
    paths = [path for path in run.paths if not run.simple.is_silent(path)]
    for script in found(run.library, paths):
        made = commands.facts(script.text, script.unit, run.charts, script.settings, in_order=script.in_order)
        yield from run.safely(made, script.text.at.path)
    for path in run.paths:
        if path.rpartition("/")[2] in NOT_FOLLOWED:
            yield from scripts.facts(run.files, path, folder_unit(path))
