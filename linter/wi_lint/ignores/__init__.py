"""Findings that somebody has looked at and wants to hear no more of."""

from wi_lint.ignores.apply import Ignores, Policy
from wi_lint.ignores.comments import Ignore, Mistake, read

__all__ = ["Ignore", "Ignores", "Mistake", "Policy", "read"]
