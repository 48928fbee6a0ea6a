"""Helm's charts, rendered over what their values say."""

from wi_lint.compose.helm.chart import Chart, Charts, Release, Rendered, may_hold_values
from wi_lint.compose.helm.values import merged, value_of

__all__ = ["Chart", "Charts", "Release", "Rendered", "may_hold_values", "merged", "value_of"]
