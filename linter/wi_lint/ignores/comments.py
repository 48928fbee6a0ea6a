"""Where ignores are written: comments, annotations of Kubernetes objects, and JSON's `"//"`.

    # wi-lint: ignore[WI101] the reason until=2027-01-31
    # wi-lint: file-ignore[WI101, broad-role] the reason
    wi-lint.dev/ignore.WI101: the reason
    "//": "wi-lint: ignore[WI101] the reason"

On a line of its own a comment speaks of the next line that is no comment; an annotation speaks of
its whole object.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from wi_lint.bounds import MAX_IGNORED
from wi_lint.facts import AnnotationIgnore
from wi_lint.lazy_re import regex
from wi_lint.source import Source, Span

_SIGN = b"wi-lint"
_COMMENT = regex(
    r"""(?:(?<![^\s])(?:\#+|//|/\*)\s*|"//"\s*:\s*")   # a comment, or JSON's idiom for one
        wi-lint:\s*(?P<says>[^\r\n]*)""",
    re.VERBOSE,
)
_SAYS = regex(r"(?P<scope>ignore|file-ignore)\[(?P<rules>[^\]]*)\]\s*(?P<reason>.*)")
_UNTIL = regex(r"\buntil=(\S*)\s*")
_ONLY_COMMENT = regex(r'\s*(#|//|/\*|"//"\s*:)')
_FORM = "write it as 'wi-lint: ignore[RULE] reason' or 'wi-lint: file-ignore[RULE] reason'"


class CommentIgnore(Struct, frozen=True):
    """An ignore of some rules, for the lines `first` to `last` of its file."""

    at: Span
    rules: tuple[str, ...]
    reason: str
    first: int
    last: int
    until: date | None = None


class Mistake(Struct, frozen=True):
    """What is meant for an ignore, and is none."""

    at: Span
    message: str


def may_hold(data: bytes) -> bool:
    """Whether a file may hold an ignore at all."""
    return _SIGN in data


def read(source: Source) -> Iterator[CommentIgnore | Mistake]:
    """Every ignore in the comments of a file, in order."""
    for found in _COMMENT.finditer(source.text):
        yield _comment(source, found)


def ignored_by_annotation(waiver: AnnotationIgnore) -> CommentIgnore | Mistake:
    """The ignore that an annotation is: it speaks of its whole object."""
    first = waiver.of.line
    last, _ = waiver.of.source.position(waiver.of.start + len(waiver.of.text.rstrip()))
    return _made(waiver.at, waiver.rule, waiver.reason, first, last)


def _comment(source: Source, found: re.Match[str]) -> CommentIgnore | Mistake:
    says = found["says"].strip().removesuffix("*/").rstrip(' ",')
    at = source.span(found.start("says"), found.start("says") + len(says))
    read_ = _SAYS.fullmatch(says)
    if read_ is None:
        return Mistake(at, f"'wi-lint: {says}' is no ignore: {_FORM}")
    if read_["scope"] == "file-ignore":
        return _made(at, read_["rules"], read_["reason"], 1, len(source.starts))
    first, last = _lines(source, found.start())
    return _made(at, read_["rules"], read_["reason"], first, last)


def _made(at: Span, rules: str, reason: str, first: int, last: int) -> CommentIgnore | Mistake:
    names = tuple(name.strip() for name in rules.split(",") if name.strip())
    if not names:
        return Mistake(at, f"the ignore names no rule: {_FORM}")
    if len(names) > MAX_IGNORED:
        return Mistake(at, f"the ignore names more than {MAX_IGNORED} rules: name prefixes of ids")
    found = _UNTIL.search(reason)
    if found is None:
        return CommentIgnore(at, names, reason, first, last)
    try:
        until = date.fromisoformat(found[1])
    except ValueError:
        return Mistake(at, f"'until={found[1]}' is no date: write until=YYYY-MM-DD")
    return CommentIgnore(at, names, _UNTIL.sub("", reason).strip(), first, last, until)


def _lines(source: Source, offset: int) -> tuple[int, int]:
    """The lines that a comment speaks of: its own, or down to the next that is no comment."""
    line, column = source.position(offset)
    if source.line(line)[: column - 1].strip(" \t{"):
        return line, line
    last = line + 1
    while last < len(source.starts) and _ONLY_COMMENT.match(source.line(last)):
        last += 1
    return line, last
