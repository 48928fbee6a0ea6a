"""Charts that nothing was found to install: what each makes by itself; and values of charts of elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.compose.manifests import uninstalled_charts
from wi_lint.facts import Fact
from wi_lint.frontends import MANIFESTS
from wi_lint.frontends.manifests import deployed
from wi_lint.frontends.run import Run
from wi_lint.model import chart_values
from wi_lint.signs import NOTHING

SIGNS = NOTHING
"""Templates are read as manifests are."""


def facts(run: Run) -> Iterator[Fact]:
    yield from deployed(run, uninstalled_charts(run.charts))
    for path in MANIFESTS.among(run.paths):
        if run.simple.may_hold_values(path):
            values = run.charts.loose_values(path)
            if values is not None:
                yield from run.safely(chart_values.loose(values, path), path)
