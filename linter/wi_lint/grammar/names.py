"""The lexical rules of names, and how near two names are.

Sources: the GKE and IAM reference on principal identifiers; the Terraform provider's own patterns
for account ids (6 to 30 characters); the Kubernetes API for namespaces and account names.
"""

from __future__ import annotations

import re
from functools import cache

from wi_lint.lazy_re import regex
from wi_lint.values import Hole, Literal, Text, common_start, weigh

PROJECT = r"[a-z][-a-z0-9]{4,28}[a-z0-9]"
_DOMAIN = r"(?:[a-z0-9](?:[-a-z0-9]*[a-z0-9])?\.)+[a-z]{2,}"
_UNIVERSE = r"[a-z][a-z0-9-]*"

PROJECT_ID = regex(rf"(?:(?:{_DOMAIN}|{_UNIVERSE}):)?{PROJECT}(?:\.{_UNIVERSE})?")
"""A project id, with the prefix of a domain or universe, or the label of a universe."""
NAMESPACE = regex(r"[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?")
ACCOUNT_ID = regex(r"[a-z](?:[-a-z0-9]{4,28}[a-z0-9])")
_LABEL = r"[a-z0-9](?:[-a-z0-9]*[a-z0-9])?"
KSA_NAME = regex(rf"{_LABEL}(?:\.{_LABEL})*")


def bad_letter(value: Text, allowed: str) -> Literal | None:
    """The first literal letter of a text, known or not, that no such name can hold."""
    return value.search(_pattern(f"[^{allowed}]"))


def blank(value: Text) -> Literal | None:
    """The first white space or quote in a text, which no identity string can hold."""
    return value.search(_BLANK)


_BLANK = regex(r"[\s\"']")


@cache
def _pattern(regex: str) -> re.Pattern[str]:
    return re.compile(regex)


def is_attribute(hole: Hole, kind: str, name: str) -> bool:
    """Whether a hole stands for an attribute of a type of resource."""
    return hole.of is not None and (hole.of.kind, hole.of.name) == (kind, name)


def instead(hole: Hole, name: str, other: str) -> str | None:
    """A reference to another attribute than the one that stands there; nothing where none is written."""
    written = hole.at.text
    return written.replace(f".{name}", f".{other}") if f".{name}" in written else None


def distance(a: str, b: str, most: int = 3) -> int:
    """Edits between two names, a swap of neighbours counting as one; `most` + 1 where more."""
    weigh(steps=1 + min(len(a), len(b)) // 16)
    if abs(len(a) - len(b)) > most:
        return most + 1
    # names of one place begin and end alike: what both have there takes no edit
    front = common_start(a, b)
    a, b = a[front:], b[front:]
    back = common_start(a[::-1], b[::-1])
    a, b = a[: len(a) - back], b[: len(b) - back]
    far = most + 1
    older: list[int] = []
    above = [min(j, far) for j in range(len(b) + 1)]
    for i, x in enumerate(a, 1):
        row = [min(i, far), *([far] * len(b))]
        for j in range(max(1, i - most), min(len(b), i + most) + 1):  # farther off the diagonal, more edits
            y = b[j - 1]
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (x != y), far)
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, older[j - 2] + 1)
            row[j] = cost
        if min(row) > most and min(above) > most:
            return far
        older, above = above, row
    return above[-1]


_WORD = regex(r"[^a-zA-Z]+")
_LETTERS = 4
"""Letters of a word at least in which one that is wrong leaves it the same word."""


def is_slip(a: str, b: str) -> bool:
    """Whether two names differ by a slip of the hand in one word of theirs, and cannot be two on purpose.

    >>> is_slip("acme-prodution", "acme-production"), is_slip("acme-team-a", "acme-team-b")
    (True, False)
    """
    one, other = _WORD.split(a), _WORD.split(b)
    if len(one) != len(other) or re.sub("[^0-9]", "", a) != re.sub("[^0-9]", "", b):
        return False
    differ = [(x, y) for x, y in zip(one, other, strict=True) if x != y]
    if len(differ) != 1:
        return False
    short, long = sorted(differ[0], key=len)
    if len(long) < _LETTERS and (sorted(short) != sorted(long) or len(long) < _LETTERS - 1):
        return False
    # one of several, and several, are two
    return long != f"{short}s" and len(short) >= _LETTERS - 1 and distance(short, long, 1) == 1


def near(a: str, b: str) -> bool:
    """Whether one name may be a slip for the other: few edits for its length, or one in the other.

    >>> near("payments-api", "payment-api"), near("app", "web")
    (True, False)
    """
    if a == b:
        return False
    short, long = sorted((a, b), key=len)
    most = min(2, len(short) // 3)
    if distance(a, b, most) <= most:
        return True
    if len(short) < 4 or short not in long:
        return False
    return re.search(rf"(?:^|[-.]){re.escape(short)}(?:$|[-.])", long) is not None
