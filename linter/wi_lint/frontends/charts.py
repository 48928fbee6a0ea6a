"""Charts that nothing was found to install: what each makes by itself."""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.compose.manifests import uninstalled_charts
from wi_lint.facts import Fact
from wi_lint.frontends.manifests import deployed
from wi_lint.frontends.run import Run
from wi_lint.signs import NOTHING

SIGNS = NOTHING
"""Templates are read as manifests are."""


def facts(run: Run) -> Iterator[Fact]:
    yield from deployed(run, uninstalled_charts(run.charts))
