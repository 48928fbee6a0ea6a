"""Functions of text, also where it is partly known."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from collections.abc import Sequence as Sequence_

from msgspec.structs import replace

from wi_lint.bounds import MAX_ITEMS
from wi_lint.compose.terraform.convert import Front, NotKnown, plain
from wi_lint.compose.terraform.functions.kinds import Args, Function, items_of
from wi_lint.source import Span
from wi_lint.values import (
    Hole,
    Known,
    ListValue,
    Literal,
    Part,
    Reason,
    Scalar,
    Text,
    Value,
    Why,
    as_segment,
    as_text,
    join,
    known,
    text,
    unknown,
)


def _join(args: Args, at: Span) -> Value | None:
    mark = as_text(args[0])
    items = list(items_of(ListValue(tuple(args[1:]), at), flat=True))
    texts = [as_segment(item) for item in items]
    if mark is None or any(piece is None for piece in texts):
        return None
    pieces = [piece for made in texts if made is not None for piece in (mark, made)]
    return join(pieces[1:], at)


def _split(args: Args, at: Span) -> Value | None:
    mark, whole = as_text(args[0]), as_segment(args[1])
    if not isinstance(mark, Known) or whole is None:
        return None
    if not mark.known:
        return ListValue(tuple(known(letter, at) for letter in letters_of(plain(args[1]))), at)
    pieces: list[Value] = []
    rest = whole
    while len(pieces) < MAX_ITEMS and (halves := rest.split(mark.known)) and not halves[0].holes:
        pieces.append(halves[0])
        rest = halves[1]
    if not rest.holes and len(pieces) < MAX_ITEMS:
        return ListValue((*pieces, rest), at)
    # a hole may hold the mark: only what stands in front of it is sure
    more = unknown(f"split({mark.known}, {'|'.join(rest.key)})".replace("\0", ""), _cause(rest), at)
    return Front(tuple(pieces), at, more) if pieces else None


def _cause(value: Text) -> Why:
    """Why a text with holes is not known."""
    return value.cause or Reason.CONDITIONAL()


def _letters(change: Callable[[str], str], name: str) -> Function:
    """A function that works letter by letter, and so on the known parts alone."""

    def apply(args: Args, at: Span) -> Value | None:
        value = as_text(args[0])
        if value is None:
            return None
        parts = (
            replace(part, text=change(part.text)) if isinstance(part, Literal) else part.made_by(name)
            for part in value.parts
        )
        return text(parts, value.at)

    return apply


def _each(change: Callable[[str], str]) -> Callable[[str], str]:
    """A change of single letters, which Go leaves alone where it would make two of one."""
    return lambda whole: "".join(new if len(new := change(c)) == 1 else c for c in whole)


def letters_of(whole: str) -> list[str]:
    """The characters as people count them. Raises `NotKnown` where that takes Unicode's whole book."""
    odd = [c for c in whole if c > "\x7f"]
    if "\r\n" in whole or any(c > "\u1100" or unicodedata.category(c)[0] not in "LNPZS" for c in odd):
        raise NotKnown
    return list(whole)


def _trim_prefix(args: Args, at: Span) -> Value | None:
    value, what = as_text(args[0]), as_text(args[1])
    if value is None or not isinstance(what, Known):
        return None
    if not what.known:
        return value
    rest = value.after(what.known)
    return rest if rest is not None else _if_opening(value, what.known)


def _trim_suffix(args: Args, at: Span) -> Value | None:
    value, what = as_text(args[0]), as_text(args[1])
    if value is None or not isinstance(what, Known):
        return None
    if not what.known:
        return value
    rest = value.before(what.known)
    return rest if rest is not None else _if_closing(value, what.known)


def _trim(args: Args, at: Span) -> Value | None:
    """`trim` and `trimspace`: of a text with holes, what is known at its ends."""
    value = as_segment(args[0])
    letters = str(plain(args[1])) if len(args) > 1 else None
    if value is None:
        return None
    what = f"trim {letters}" if letters else "trim"
    return text(_stripped(_stripped(value.parts, letters, what, 0), letters, what, -1), value.at)


def _stripped(parts: Sequence_[Part], letters: str | None, what: str, end: int) -> list[Part]:
    """Parts without some letters at one end (0 or -1); a hole that stands there is trimmed itself."""
    kept = list(parts)
    while kept and isinstance(one := kept[end], Literal):
        left = one.text.lstrip(letters) if end == 0 else one.text.rstrip(letters)
        if left:
            size = len(left)
            kept[end] = one.cut(len(one.text) - size, len(one.text)) if end == 0 else one.cut(0, size)
            return kept
        del kept[end]
    if kept and isinstance(hole := kept[end], Hole):
        beside = kept[1 if end == 0 else -2] if len(kept) > 1 else None
        if isinstance(beside, Hole) or (beside and not beside.text[end].strip(letters)):
            raise NotKnown  # where the hole is empty, that is trimmed, too
        kept[end] = hole.made_by(f"{what} {end}")
    return kept


def _if_opening(value: Text, what: str) -> Text | None:
    decided = isinstance(value, Known) or len(value.opening) >= len(what)
    return value if decided or not what.startswith(value.opening or what) else None


def _if_closing(value: Text, what: str) -> Text | None:
    decided = isinstance(value, Known) or len(value.closing) >= len(what)
    return value if decided or not what.endswith(value.closing or what) else None


def replaced(args: Args, at: Span) -> Value | None:
    """`replace` of a text by another, and not of a pattern."""
    value, old, new = (as_segment(arg) for arg in args)
    if value is None or not isinstance(old, Known) or not isinstance(new, Known):
        return None
    pattern, into = old.known, new.known
    if not value.holes:
        return known(value.known.replace(pattern, into), at) if value.known is not None else None
    runs = list(value.runs())
    if not pattern or any(_may_span(part.text, pattern) for part in runs if isinstance(part, Literal)):
        return None
    parts = (
        replace(part, text=part.text.replace(pattern, into))
        if isinstance(part, Literal)
        else part.made_by("replace", pattern, into)
        for part in runs
    )
    return text(parts, value.at)


def _may_span(literal: str, pattern: str) -> bool:
    """Whether a match may start in a literal and end in the hole beside it, or the reverse."""
    if literal in pattern[1:-1]:
        return True
    halves = ((pattern[:size], pattern[size:]) for size in range(1, len(pattern)))
    return any(literal.endswith(head) or literal.startswith(tail) for head, tail in halves)


def _substr(args: Args, at: Span) -> Value | None:
    whole, offset, length = as_segment(args[0]), plain(args[1]), plain(args[2])
    if whole is None:
        return None
    if whole.known is None:
        if offset < 0 or length < 0 or offset + length > len(whole.opening):
            return None
        return known(whole.opening[offset : offset + length], at)
    letters = letters_of(whole.known)
    start = offset if offset >= 0 else max(len(letters) + offset, 0)
    return known("".join(letters[start:] if length < 0 else letters[start : start + length]), at)


def _starts(args: Args, at: Span) -> Value | None:
    whole, prefix = as_segment(args[0]), plain(args[1])
    if whole is None:
        return None
    return _begins(whole.opening if whole.known is None else whole.known, prefix, whole, at)


def _ends(args: Args, at: Span) -> Value | None:
    whole, suffix = as_segment(args[0]), plain(args[1])
    if whole is None:
        return None
    closing = whole.closing if whole.known is None else whole.known
    return _begins(closing[::-1], suffix[::-1], whole, at)


def _begins(opening: str, prefix: str, whole: Text, at: Span) -> Value | None:
    if opening.startswith(prefix):
        return Scalar(True, at)
    return None if whole.holes and prefix.startswith(opening) else Scalar(False, at)


def _holds(args: Args, at: Span) -> Value | None:
    whole, part = as_segment(args[0]), plain(args[1])
    if whole is None:
        return None
    if whole.known is not None:
        return Scalar(part in whole.known, at)
    return Scalar(True, at) if whole.holds(part) else None


FUNCTIONS: dict[str, Function] = {
    "join": _join,
    "split": _split,
    "lower": _letters(_each(str.lower), "lower"),
    "upper": _letters(_each(str.upper), "upper"),
    "trimspace": _trim,
    "trim": _trim,
    "trimprefix": _trim_prefix,
    "trimsuffix": _trim_suffix,
    "substr": _substr,
    "startswith": _starts,
    "endswith": _ends,
    "strcontains": _holds,
}
