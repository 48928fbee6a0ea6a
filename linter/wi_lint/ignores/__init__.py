"""Findings that somebody has looked at and wants to hear no more of."""

from wi_lint.ignores.apply import Ignores, Policy
from wi_lint.ignores.comments import Ignore, Mistake, may_hold, read, waived

__all__ = ["Ignore", "Ignores", "Mistake", "Policy", "may_hold", "read", "waived"]
