"""Conflicts of a merge that Git left in a file, and nobody resolved."""

from __future__ import annotations

from wi_lint.source import Source, Span

SAYS = "a conflict of a merge is left here: keep what is meant, and take Git's marks away"
_MARK = "<<<<<<< "
_END = "\n>>>>>>>"
_LONGEST = 20_000
"""Characters of a conflict that are looked at, so that many mistakes of one file cost no more than each."""


def conflict_around(source: Source, at: int) -> Span | None:
    """The mark at which the conflict begins that a place is in, or right behind."""
    if not source.says(_MARK) or not source.says(_END):
        return None
    text = source.text
    line_end = text.find("\n", at, at + _LONGEST)
    begun = text.rfind(_MARK, max(at - _LONGEST, 0), line_end if line_end >= 0 else at + _LONGEST)
    if begun < 0 or (begun and text[begun - 1] not in "\r\n"):
        return None
    ended = text.find(_END, begun, begun + 2 * _LONGEST)
    behind = text.find("\n", ended + len(_END), ended + _LONGEST)
    if ended < 0 or at > text.find("\n", behind + 1, behind + _LONGEST) >= 0:
        return None
    return source.span(begun, begun + len(_MARK.rstrip()))
