"""Whether two texts are the same: yes, no, or nobody can tell."""

from __future__ import annotations

from enum import Enum

from wi_lint.bounds import MAX_MEETING
from wi_lint.values.texts import Literal, Text


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
    if left is right:
        return Match.SAME
    if (one := left.known) is not None and (other := right.known) is not None:
        return Match.SAME if one == other else Match.DIFFERENT
    a, b = _tokens(left), _tokens(right)
    if a == b:
        return Match.SAME
    _trim(a, b)
    if not a and not b:
        return Match.SAME
    return Match.MAYBE if _can_meet(a, b) else Match.DIFFERENT


def _tokens(value: Text) -> list[str]:
    """Single letters and holes, a hole being its name behind a NUL."""
    found: list[str] = []
    for part in value.parts:
        if isinstance(part, Literal):
            found.extend(part.text)
        else:
            found.append(f"\0{part.name}")
    return found


def _trim(a: list[str], b: list[str]) -> None:
    """Take off what both start and end with: a common hole has one text in both."""
    while a and b and a[-1] == b[-1]:
        a.pop()
        b.pop()
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    del a[:start], b[:start]


def _can_meet(a: list[str], b: list[str]) -> bool:
    """Whether some text fits both, holes being any text: two glob patterns that intersect."""
    if not any(map(_is_hole, a)):
        a, b = b, a
    if not any(map(_is_hole, b)):
        return _fits(a, "".join(b))
    if len(a) * len(b) > MAX_MEETING:
        return True
    row = [all(map(_is_hole, b[:j])) for j in range(len(b) + 1)]
    for x in a:
        above, row = row, [row[0] and _is_hole(x)]
        for j, y in enumerate(b):
            if _is_hole(x) or _is_hole(y):
                row.append(above[j + 1] or row[j] or above[j])
            else:
                row.append(above[j] and x == y)
    return row[-1]


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
    for token in pattern:
        if _is_hole(token):
            runs.append("")
        else:
            runs[-1] += token
    return runs


def _is_hole(token: str) -> bool:
    return len(token) > 1
