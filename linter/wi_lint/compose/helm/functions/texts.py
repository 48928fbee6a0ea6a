"""Functions of texts: what is done letter by letter works on known parts."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable

from wi_lint.bounds import MAX_INDENT, MAX_PLACES
from wi_lint.compose.helm.functions.arguments import Args, Function, NotKnown, as_known, as_number, as_text
from wi_lint.compose.helm.functions.collections import _items
from wi_lint.compose.helm.values import indented, printed
from wi_lint.source import Span
from wi_lint.values import ListValue, Literal, Part, Scalar, Text, Value, join, known, text


def _map(change: Callable[[str], str]) -> Function:
    """A function that changes a text letter by letter, and so works on its parts."""

    def apply(args: Args, at: Span) -> Value:
        value = as_text(args[-1], at)
        return value if change(value.known or "") == value.known else value.map(change)

    return apply


def _trimmed(pattern: str) -> Function:
    def apply(args: Args, at: Span) -> Value:
        value = as_text(args[-1], at)
        return _ends(value, re.compile(rf"\A{pattern}"), re.compile(rf"{pattern}\Z"))

    return apply


def _ends(value: Text, head: re.Pattern[str] | None, tail: re.Pattern[str] | None) -> Text:
    """A text with something cut off its known ends."""
    size, opening, closing = len(value.written), value.opening, value.closing
    front = head.search(opening) if head is not None else None
    back = tail.search(closing) if tail is not None else None
    start = front.end() if front is not None else 0
    end = size - len(closing) + back.start() if back is not None else size
    return value.cut(start, max(start, end))


def _trim_prefix(args: Args, at: Span) -> Value:
    return _ends(as_text(args[1], at), re.compile(rf"\A{re.escape(as_known(args[0], at))}"), None)


def _trim_suffix(args: Args, at: Span) -> Value:
    return _ends(as_text(args[1], at), None, re.compile(rf"{re.escape(as_known(args[0], at))}\Z"))


def _trim_all(args: Args, at: Span) -> Value:
    letters = re.escape(as_known(args[0], at))
    return _ends(as_text(args[1], at), re.compile(rf"\A[{letters}]+"), re.compile(rf"[{letters}]+\Z"))


def _trunc(args: Args, at: Span) -> Value:
    """A text that is partly known is taken to fit: names seldom reach the 63 letters of their limit."""
    count, value = as_number(args[0]), as_text(args[1], at)
    if value.known is None or len(value.known) <= abs(count):
        return value
    start, end = (0, count) if count >= 0 else (len(value.known) + count, len(value.known))
    return value.cut(start, end)


def _replace(args: Args, at: Span) -> Value:
    old, new, value = as_known(args[0], at), as_known(args[1], at), as_text(args[2], at)
    if not old:
        return known(as_known(value, at).replace(old, new), value.at)
    if value.written.count(old) > MAX_PLACES:
        raise NotKnown
    parts: list[Part] = []
    done = 0
    for start, end in value.each(re.compile(re.escape(old))):
        parts += [*value.cut(done, start).parts, Literal(new, value.literal(start, end).at)]
        done = end
    return text([*parts, *value.beyond(done).parts], value.at)


def _quote(mark: str) -> Function:
    def apply(args: Args, at: Span) -> Value:
        texts: list[Text] = []
        for value in args:
            made = printed(value, at)
            texts += [known(mark, at), made, known(mark, at), known(" ", at)]
        return join(texts[:-1], at)

    return apply


def _printf(args: Args, at: Span) -> Value:
    pieces = re.split(r"(%[-+#0 ]*\d*(?:\.\d+)?[a-zA-Z%])", as_known(args[0], at))
    values = iter(args[1:])
    texts: list[Text] = []
    for piece in pieces:
        if piece == "%%":
            texts.append(known("%", at))
        elif piece.startswith("%") and len(piece) > 1:
            value = next(values, None)
            made = as_text(value, at)
            texts += [known('"', at), made, known('"', at)] if piece.endswith("q") else [made]
        else:
            texts.append(known(piece, at))
    return join(texts, at)


def _print(args: Args, at: Span) -> Value:
    return join([as_text(value, at) for value in args], at)


def _cat(args: Args, at: Span) -> Value:
    texts = [piece for value in args for piece in (known(" ", at), as_text(value, at))]
    return join(texts[1:], at)


def _test(holds: Callable[[str, str], bool], edge: Callable[[Text], str] | None) -> Function:
    """`holds(part, whole)`; a text with holes is reported where its known edge, or a part of it, tells."""

    def apply(args: Args, at: Span) -> Value:
        part, whole = as_known(args[0], at), as_text(args[1], at)
        if whole.known is not None:
            return Scalar(holds(part, whole.known), at)
        if edge is not None and len(edge(whole)) >= len(part):
            return Scalar(holds(part, edge(whole)), at)
        if edge is None and whole.holds(part):
            return Scalar(True, at)
        raise NotKnown

    return apply


def _split_list(args: Args, at: Span) -> Value:
    mark, rest = as_known(args[0], at), as_text(args[1], at)
    if rest.written.count(mark) > MAX_PLACES:
        raise NotKnown
    if not mark:  # Go splits such a text into its letters
        return ListValue(tuple(rest.cut(number, number + 1) for number in range(len(rest.written))), at)
    found: list[Value] = []
    while (halves := rest.split(mark)) is not None:
        found.append(halves[0])
        rest = halves[1]
    return ListValue((*found, rest), at)


def _join(args: Args, at: Span) -> Value:
    mark = as_text(args[0], at)
    texts = [piece for item in _items(args[1]) for piece in (mark, as_text(item, at))]
    return join(texts[1:], at)


def _indent(args: Args, at: Span) -> Value:
    return indented(as_text(args[1], at), _depth(args[0]))


def _nindent(args: Args, at: Span) -> Value:
    return join([known("\n", at), indented(as_text(args[1], at), _depth(args[0]))], at)


def _depth(value: Value | None) -> int:
    """How far something is indented: more than a document is nested means that it is no document."""
    count = as_number(value)
    if count > MAX_INDENT:
        raise NotKnown
    return count


def _base64(args: Args, at: Span) -> Value:
    return known(base64.b64encode(as_known(args[0], at).encode()).decode(), at)


def _unbase64(args: Args, at: Span) -> Value:
    return known(base64.b64decode(as_known(args[0], at)).decode("utf-8", "replace"), at)


def _sha256(whole: str) -> str:
    from hashlib import sha256  # noqa: PLC0415 (dear, and few charts ask for it)

    return sha256(whole.encode()).hexdigest()


FUNCTIONS: dict[str, Function] = {
    "lower": _map(str.lower),
    "upper": _map(str.upper),
    "title": _map(str.title),
    "trim": _trimmed(r"\s+"),
    "trimAll": _trim_all,
    "trimPrefix": _trim_prefix,
    "trimSuffix": _trim_suffix,
    "trunc": _trunc,
    "replace": _replace,
    "quote": _quote('"'),
    "squote": _quote("'"),
    "printf": _printf,
    "print": _print,
    "println": _print,
    "cat": _cat,
    "toString": lambda args, at: as_text(args[0], at),
    "contains": _test(lambda part, whole: part in whole, None),
    "hasPrefix": _test(lambda part, whole: whole.startswith(part), lambda whole: whole.opening),
    "hasSuffix": _test(lambda part, whole: whole.endswith(part), lambda whole: whole.closing),
    "splitList": _split_list,
    "join": _join,
    "indent": _indent,
    "nindent": _nindent,
    "b64enc": _base64,
    "b64dec": _unbase64,
    "sha256sum": lambda args, at: known(_sha256(as_known(args[0], at)), at),
}
