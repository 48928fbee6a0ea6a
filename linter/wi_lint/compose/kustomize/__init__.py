"""Kustomize, built in."""

from wi_lint.compose.kustomize.build import NAMES, Built, Overlays
from wi_lint.compose.kustomize.objects import Object

__all__ = ["NAMES", "Built", "Object", "Overlays"]
