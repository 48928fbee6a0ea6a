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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from wi_lint.source import Source, Span

_SIGN = b"wi-lint"
_COMMENT = re.compile(
    r"""(?:(?<![^\s])(?:\#+|//|/\*)\s*|"//"\s*:\s*")   # a comment, or JSON's idiom for one
        wi-lint:\s*(?P<says>[^\r\n]*)""",
    re.VERBOSE,
)
_SAYS = re.compile(r"(?P<scope>ignore|file-ignore)\[(?P<rules>[^\]]*)\]\s*(?P<reason>.*)")
_ANNOTATION = re.compile(
    r"""^[ \t]*["']?wi-lint\.dev/ignore\.(?P<rules>[\w-]+)["']?[ \t]*:[ \t]*(?P<reason>[^\r\n]*)""",
    re.MULTILINE,
)
_UNTIL = re.compile(r"\buntil=(\S*)\s*")
_ONLY_COMMENT = re.compile(r'\s*(#|//|/\*|"//"\s*:)')
_DOCUMENT = re.compile(r"---(?:[ \t]|$)")
_DASHES = re.compile(r"^ *(?:- +)+")
_METADATA = re.compile(r""" *["']?metadata["']?[ \t]*:""")
_FORM = "write it as 'wi-lint: ignore[RULE] reason' or 'wi-lint: file-ignore[RULE] reason'"


@dataclass(frozen=True, slots=True)
class Ignore:
    """An ignore of some rules, for the lines `first` to `last` of its file."""

    at: Span
    rules: tuple[str, ...]
    reason: str
    first: int
    last: int
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is meant for an ignore, and is none."""

    at: Span
    message: str


def may_hold(data: bytes) -> bool:
    """Whether a file may hold an ignore at all."""
    return _SIGN in data


def read(source: Source) -> Iterator[Ignore | Mistake]:
    """Every ignore of a file, in order."""
    for found in _COMMENT.finditer(source.text):
        yield _comment(source, found)
    if source.path.endswith((".yaml", ".yml", ".json")):
        for found in _ANNOTATION.finditer(source.text):
            at = source.span(found.start("rules"), found.end("rules"))
            first, last = _object(source, found.start())
            yield _made(at, found["rules"], found["reason"].strip("\"', "), first, last)


def _comment(source: Source, found: re.Match[str]) -> Ignore | Mistake:
    says = found["says"].strip().removesuffix("*/").rstrip(' ",')
    at = source.span(found.start("says"), found.start("says") + len(says))
    read_ = _SAYS.fullmatch(says)
    if read_ is None:
        return Mistake(at, f"'wi-lint: {says}' is no ignore: {_FORM}")
    if read_["scope"] == "file-ignore":
        return _made(at, read_["rules"], read_["reason"], 1, len(source.starts))
    first, last = _lines(source, found.start())
    return _made(at, read_["rules"], read_["reason"], first, last)


def _made(at: Span, rules: str, reason: str, first: int, last: int) -> Ignore | Mistake:
    names = tuple(name.strip() for name in rules.split(",") if name.strip())
    if not names:
        return Mistake(at, f"the ignore names no rule: {_FORM}")
    found = _UNTIL.search(reason)
    if found is None:
        return Ignore(at, names, reason, first, last)
    try:
        until = date.fromisoformat(found[1])
    except ValueError:
        return Mistake(at, f"'until={found[1]}' is no date: write until=YYYY-MM-DD")
    return Ignore(at, names, _UNTIL.sub("", reason).strip(), first, last, until)


def _lines(source: Source, offset: int) -> tuple[int, int]:
    """The lines that a comment speaks of: its own, or down to the next that is no comment."""
    line, column = source.position(offset)
    if source.line(line)[: column - 1].strip(" \t{"):
        return line, line
    last = line + 1
    while last < len(source.starts) and _ONLY_COMMENT.match(source.line(last)):
        last += 1
    return line, last


def _object(source: Source, offset: int) -> tuple[int, int]:
    """The lines of the object whose annotation stands at an offset, by their indentation.

    An item of a list ends where the next begins; where no `metadata` is found, the line itself.
    """
    here, _ = source.position(offset)
    raw = [source.line(number) for number in range(1, len(source.starts) + 1)]
    lines = [_DASHES.sub(lambda found: " " * len(found[0]), line, count=1) for line in raw]
    within = _column(lines[here - 1])
    for above in range(here - 1, 0, -1):
        line = lines[above - 1]
        if _DOCUMENT.match(line):
            break
        if _is_outside(line, within):
            within = _column(line)
            if _METADATA.match(line):
                return _extent(raw, lines, above, within)
    return here, here


def _extent(raw: Sequence[str], lines: list[str], at: int, column: int) -> tuple[int, int]:
    """The lines around one that are as deep as it, or deeper; `- ` in front of its level parts items."""
    first = last = at
    while first > 1 and not _starts_item(raw[first - 1], column) and not _ends(lines[first - 2], column):
        first -= 1
    while last < len(lines) and not _starts_item(raw[last], column) and not _ends(lines[last], column):
        last += 1
    return first, last


def _column(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _is_outside(line: str, column: int) -> bool:
    return bool(line.strip()) and not _ONLY_COMMENT.match(line) and _column(line) < column


def _ends(line: str, column: int) -> bool:
    return _DOCUMENT.match(line) is not None or _is_outside(line, column)


def _starts_item(line: str, column: int) -> bool:
    dashes = _DASHES.match(line)
    return dashes is not None and len(dashes[0]) == column
