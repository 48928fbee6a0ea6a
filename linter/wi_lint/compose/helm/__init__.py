"""Helm's charts, rendered over what their values say."""

from wi_lint.compose.helm.chart import Chart, Charts, Release, Rendered
from wi_lint.compose.helm.values import merged, value_of

__all__ = ["Chart", "Charts", "Release", "Rendered", "merged", "value_of"]
