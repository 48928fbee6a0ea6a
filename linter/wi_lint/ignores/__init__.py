"""Findings that somebody has looked at and wants to hear no more of."""

from wi_lint.ignores.apply import IgnorePolicy, Ignores
from wi_lint.ignores.comments import CommentIgnore, Mistake, ignored_by_annotation, may_hold, read

__all__ = ["CommentIgnore", "IgnorePolicy", "Ignores", "Mistake", "ignored_by_annotation", "may_hold", "read"]
