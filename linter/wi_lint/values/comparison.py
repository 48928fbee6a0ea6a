"""Whether two texts are the same: yes, no, or nobody can tell."""

from __future__ import annotations

from enum import Enum

from wi_lint.values.effort import weigh
from wi_lint.values.texts import HOLE, Literal, Text


class Match(Enum):
    """The answer to 'are these two the same text?'."""

    SAME = "same"
    DIFFERENT = "different"
    MAYBE = "maybe"


def compare(left: Text, right: Text) -> Match:
    """Whether two texts are the same: true whatever is put into their holes.

    >>> from wi_lint.source import Source
    >>> from wi_lint.values.reasons import Reason
    >>> from wi_lint.values.texts import Hole, text
    >>> at = Source("x", "").span(0, 0)
    >>> p = Hole("var.p", Reason.NO_DEFAULT(), at)
    >>> compare(text((p, Literal("[a/b]", at)), at), text((p, Literal("[a/c]", at)), at)).value
    'different'
    """
    weigh(left)
    if left is right:
        return Match.SAME
    one, other = left.known, right.known
    if one is not None and other is not None:
        return Match.SAME if one == other else Match.DIFFERENT
    if one is not None:
        return _may_be(right, one)
    if other is not None:
        return _may_be(left, other)
    weigh(left, len(left.parts) + len(right.parts))
    a, b = list(filter(None, left.key)), list(filter(None, right.key))
    if a == b:
        return Match.SAME
    _trim(a, b)
    return Match.MAYBE if _can_meet(a, b) else Match.DIFFERENT


def _may_be(partial: Text, text: str) -> Match:
    """Whether a text with holes may be one without."""
    first, last = partial.parts[0], partial.parts[-1]
    if isinstance(first, Literal) and not text.startswith(first.text):
        return Match.DIFFERENT
    if isinstance(last, Literal) and not text.endswith(last.text):
        return Match.DIFFERENT
    return Match.MAYBE if _fits(list(filter(None, partial.key)), text) else Match.DIFFERENT


def common_start(one: str, other: str) -> int:
    """How many letters two texts have in common at their beginning."""
    for at, (x, y) in enumerate(zip(one, other, strict=False)):
        if x != y:
            return at
    return min(len(one), len(other))


def _trim(a: list[str], b: list[str]) -> None:
    """Take off what both start and end with: a common hole has one text in both."""
    while a and b and a[-1] == b[-1]:
        a.pop()
        b.pop()
    if a and b and not (_is_hole(a[-1]) or _is_hole(b[-1])):
        same = common_start(a[-1][::-1], b[-1][::-1])
        for one in (a, b):
            one[-1:] = filter(None, [one[-1][: len(one[-1]) - same]])
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    del a[:start], b[:start]
    if a and b and not (_is_hole(a[0]) or _is_hole(b[0])):
        same = common_start(a[0], b[0])
        for one in (a, b):
            one[:1] = filter(None, [one[0][same:]])


def _can_meet(a: list[str], b: list[str]) -> bool:
    """Whether some text fits both, which have no end in common, holes being any text.

    Where both have holes, one does unless both start or both end with a letter: what stands between the ends
    of one is put behind that of the other, and a hole of each takes what is the other's.
    """
    if not any(map(_is_hole, a)):
        a, b = b, a
    if not any(map(_is_hole, b)):
        return _fits(a, "".join(b))
    starts, ends = (a[0], b[0]), (a[-1], b[-1])
    return any(map(_is_hole, starts)) and any(map(_is_hole, ends))


def _fits(pattern: list[str], text: str) -> bool:
    """Whether a pattern may be a text without holes: its runs stand there, one behind the other."""
    first, *runs = _runs(pattern)
    if not runs:
        return first == text
    *middle, last = runs
    if not text.startswith(first) or not text.endswith(last):
        return False
    at, end = len(first), len(text) - len(last)
    for run in middle:
        found = text.find(run, at, end)
        if found < 0:
            return False
        at = found + len(run)
    return at <= end


def _runs(pattern: list[str]) -> list[str]:
    """What stands before, between and behind its holes."""
    runs = [""]
    for piece in pattern:
        if _is_hole(piece):
            runs.append("")
        else:
            runs[-1] += piece
    return runs


def _is_hole(piece: str) -> bool:
    return piece.startswith(HOLE)
