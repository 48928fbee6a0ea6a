"""Functions of text, also where it is partly known."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from wi_lint.compose.terraform.convert import as_piece, as_text, located, plain
from wi_lint.compose.terraform.functions.kinds import MAX_ITEMS, Args, Function, items_of
from wi_lint.source import Span
from wi_lint.values import Known, Literal, Sequence, Text, Value, join, known, text


def _format(args: Args, at: Span) -> Value | None:
    pattern, rest = as_text(args[0]), iter(args[1:])
    if not isinstance(pattern, Known):
        return None
    pieces: list[Text] = []
    done = 0
    template = pattern.parts[0] if len(pattern.parts) == 1 else known(pattern.known, at).parts[0]
    assert isinstance(template, Literal)
    for found in re.finditer(r"%(?:%|[sdvq]|(?P<odd>.))", pattern.known):
        pieces.append(text((template.cut(done, found.start()),), at))
        done = found.end()
        if found["odd"]:
            return None
        if found[0] == "%%":
            pieces.append(known("%", at))
            continue
        piece = as_piece(next(rest))
        if piece is None:
            return None
        quoted = found[0] == "%q"
        pieces.append(join([known('"', at), piece, known('"', at)], at) if quoted else piece)
    pieces.append(text((template.cut(done, len(pattern.known)),), at))
    return join(pieces, at)


def _join(args: Args, at: Span) -> Value | None:
    mark = as_text(args[0])
    items = list(items_of(Sequence(tuple(args[1:]), at), flat=True))
    texts = [as_piece(item) for item in items]
    if mark is None or any(piece is None for piece in texts):
        return None
    pieces = [piece for made in texts if made is not None for piece in (mark, made)]
    return join(pieces[1:], at)


def _split(args: Args, at: Span) -> Value | None:
    mark, whole = as_text(args[0]), as_text(args[1])
    if not isinstance(mark, Known) or not mark.known or whole is None:
        return None
    if whole.holes:  # a hole may hold the mark: decided only at its sides
        return None
    pieces: list[Value] = []
    rest: Text | None = whole
    while rest is not None:
        if len(pieces) >= MAX_ITEMS:
            return None
        halves = rest.split(mark.known)
        pieces.append(halves[0] if halves else rest)
        rest = halves[1] if halves else None
    return Sequence(tuple(pieces), at)


def _letters(change: Callable[[str], str], name: str) -> Function:
    """A function that works letter by letter, and so on the known parts alone."""

    def apply(args: Args, at: Span) -> Value | None:
        value = as_text(args[0])
        if value is None:
            return None
        parts = (
            replace(part, text=change(part.text))
            if isinstance(part, Literal)
            else replace(part, name=f"{name}({part.name})")
            for part in value.parts
        )
        return text(parts, value.at)

    return apply


def _trim_prefix(args: Args, at: Span) -> Value | None:
    value, what = as_text(args[0]), as_text(args[1])
    if value is None or not isinstance(what, Known):
        return None
    rest = value.after(what.known)
    return rest if rest is not None else _if_opening(value, what.known)


def _trim_suffix(args: Args, at: Span) -> Value | None:
    value, what = as_text(args[0]), as_text(args[1])
    if value is None or not isinstance(what, Known):
        return None
    rest = value.before(what.known)
    return rest if rest is not None else _if_closing(value, what.known)


def _trim(args: Args, at: Span) -> Value | None:
    """`trim` and `trimspace`: nothing to do where both ends are known to be bare."""
    value = as_text(args[0])
    letters = str(plain(args[1])) if len(args) > 1 else None
    if isinstance(value, Known):
        return known(value.known.strip(letters), value.origin)
    return value if value is not None and _bare_ends(value, letters) else None


def _if_opening(value: Text, what: str) -> Text | None:
    decided = isinstance(value, Known) or len(value.opening) >= len(what)
    return value if decided or not what.startswith(value.opening or what) else None


def _if_closing(value: Text, what: str) -> Text | None:
    decided = isinstance(value, Known) or len(value.closing) >= len(what)
    return value if decided or not what.endswith(value.closing or what) else None


def _bare_ends(value: Text, letters: str | None) -> bool:
    ends = value.opening[:1], value.closing[-1:]
    return all(end and end.strip(letters) for end in ends)


def _replace(args: Args, at: Span) -> Value | None:
    value, old, new = (as_text(arg) for arg in args)
    if not isinstance(value, Known) or not isinstance(old, Known) or not isinstance(new, Known):
        return None
    pattern, into = old.known, new.known
    if len(pattern) > 1 and pattern.startswith("/") and pattern.endswith("/"):
        into = re.sub(r"\$\{?(\w+)\}?", r"\\g<\1>", into)
        return known(re.sub(_regex(pattern[1:-1]), into, value.known), at)
    return known(value.known.replace(pattern, into), at)


def _regex(pattern: str) -> str:
    """A pattern of Go's, where Python reads it alike. Nested repetition may not end: refused."""
    if len(pattern) > 500 or re.search(r"[+*}]\)[+*{]", pattern) or "\\p" in pattern:
        raise ValueError(pattern)
    return pattern


def _find(args: Args, at: Span) -> Value | None:
    found = re.search(_regex(plain(args[0])), _short(plain(args[1])))
    if not found:
        return None
    return located(_groups(found), at)


def _find_all(args: Args, at: Span) -> Value | None:
    matches = re.finditer(_regex(plain(args[0])), _short(plain(args[1])))
    return located([_groups(found) for found in matches], at)


def _short(subject: str) -> str:
    if len(subject) > 4096:
        raise ValueError(subject)
    return subject


def _groups(found: re.Match[str]) -> Any:
    return found.groupdict() or list(found.groups()) or found[0]


FUNCTIONS: dict[str, Function] = {
    "format": _format,
    "join": _join,
    "split": _split,
    "lower": _letters(str.lower, "lower"),
    "upper": _letters(str.upper, "upper"),
    "trimspace": _trim,
    "trim": _trim,
    "trimprefix": _trim_prefix,
    "trimsuffix": _trim_suffix,
    "replace": _replace,
    "regex": _find,
    "regexall": _find_all,
}
