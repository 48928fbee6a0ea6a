"""JSON, YAML, CSV, base64 and URLs: texts to values and back, partly known ones too.

What is decoded keeps its place in the text that it was written in, be it a heredoc or a file; what
is encoded keeps its structure beside the text.
"""

from __future__ import annotations

import base64
import csv
import io
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus

from wi_lint.bounds import MAX_DECODED, MAX_ITEMS
from wi_lint.compose.terraform.convert import NotKnown, is_shuffled, located, plain
from wi_lint.compose.terraform.functions.kinds import Args, Fails, Function
from wi_lint.lazy_re import regex
from wi_lint.parse import json as json_reader
from wi_lint.parse import yaml as yaml_reader
from wi_lint.source import Source, Span
from wi_lint.tree import Document, Node, Shape, typed
from wi_lint.values import (
    ListValue,
    Literal,
    MapValue,
    Part,
    Provenance,
    Reason,
    Scalar,
    Text,
    Unknown,
    Value,
    as_segment,
    join,
    known,
    number_text,
    text,
    unknown,
)

_MARK = regex("\ue000(\\d+)\ue001")
_DATE = regex(r"\d{4}-\d{1,2}-\d{1,2}(?:[Tt ].*)?")


class Encoded(Text):
    """A text that was made of a value, which is still there."""

    __slots__ = ("of",)

    def __init__(self, parts: tuple[Part, ...], at: Span, of: Value) -> None:
        super().__init__(parts, at)
        self.of = of

    def with_provenance(self, provenance: Provenance) -> Text:
        return Encoded(tuple(part.with_provenance(provenance) for part in self.parts), self.at, self.of)

    @property
    def known(self) -> str | None:
        if self.holes:
            return None
        return "".join(part.text for part in self.parts if isinstance(part, Literal))


# From text


def decoded(whole: Text, *, json: bool = False) -> list[Value]:
    """The values that a text of YAML documents, or of JSON, holds. Raises `Fails` where it is broken."""
    if isinstance(whole, Encoded):
        return [whole.of]
    if whole.known is None and not any(isinstance(part, Literal) for part in whole.parts):
        raise NotKnown
    only = whole.parts[0] if len(whole.parts) == 1 else None
    if isinstance(only, Literal) and only.exact:
        return _decoded_file(only.at, json)  # many a module reads one file
    return _Written(whole).values(json=json)


@lru_cache(maxsize=512)
def _decoded_file(at: Span, json: bool) -> list[Value]:
    return _Written(known(at.text, at)).values(json=json)


def embedded(whole: Text) -> list[Value] | None:
    """The documents that a text of YAML holds; nothing where they cannot be reported."""
    try:
        return decoded(whole)
    except (NotKnown, Fails):
        return None


class _Written:
    """A text with marks for its holes, and where each piece of it comes from."""

    def __init__(self, whole: Text) -> None:
        self.whole = whole
        pieces = [
            part.text if isinstance(part, Literal) else f"\ue000{number}\ue001"
            for number, part in enumerate(whole.parts)
        ]
        self.starts = [0]
        for piece in pieces:
            self.starts.append(self.starts[-1] + len(piece))
        self.source = Source(whole.at.path, "".join(pieces))
        if len(self.source.text) > MAX_DECODED:
            raise NotKnown

    def values(self, *, json: bool) -> list[Value]:
        return [self.value(document.root) for document in self.documents(json=json)]

    def documents(self, *, json: bool) -> Iterator[Document]:
        found = json_reader.read(self.source) if json else yaml_reader.read(self.source)
        for one in found:
            if not isinstance(one, Document):
                raise Fails("it cannot be decoded")
            yield one

    def value(self, node: Node) -> Value:
        match node.shape:
            case Shape.MAPPING:
                return self._table(node)
            case Shape.SEQUENCE:
                return ListValue(tuple(map(self.value, node.items)), self._at(node))
            case _:
                return self._scalar(node)

    def _table(self, node: Node) -> MapValue:
        fields: dict[str, Value] = {}
        more: Unknown | None = None
        for name, found in node.fields.items():
            if _MARK.search(name):
                more = unknown(
                    f"{node.source.path}@{node.start}", Reason.CONDITIONAL("one of its keys"), self._at(node)
                )
            else:
                fields[name] = self.value(found.value)
        return MapValue(fields, self._at(node), more)

    def _scalar(self, node: Node) -> Value:
        at = self._at(node)
        if _MARK.search(node.raw):
            return text(self._parts(node, at), at)
        if not node.plain:
            return known(node.raw, at)
        if _DATE.fullmatch(node.raw) or node.raw.lower().lstrip("+-") in (".inf", ".nan"):
            return unknown(f"{at.path}@{at.start}", Reason.NOT_FOLLOWED("dates and infinite numbers"), at)
        datum = _typed(node.raw)
        return known(datum, at) if isinstance(datum, str) else Scalar(datum, at)

    def _parts(self, node: Node, at: Span) -> Iterator[Part]:
        done = 0
        for found in _MARK.finditer(node.raw):
            yield Literal(node.raw[done : found.start()], at)
            yield self.whole.parts[int(found[1])]
            done = found.end()
        yield Literal(node.raw[done:], at)

    def _at(self, node: Node) -> Span:
        """Where a node is written: inside the part that it starts in, if that has a place of its own."""
        inner = node.inner
        if not self.whole.parts:
            return self.whole.at
        number = min(max(0, bisect_right(self.starts, inner.start) - 1), len(self.whole.parts) - 1)
        part = self.whole.parts[number]
        if not isinstance(part, Literal) or not part.exact or not self._is_here(part):
            return self._between(number)
        offset = inner.start - self.starts[number]
        return part.at.within(offset, min(inner.end - self.starts[number], len(part.text)))

    def _is_here(self, part: Part) -> bool:
        """Whether a part is written in the text itself, and not where the text refers to."""
        at, whole = part.at, self.whole.at
        return at.source is whole.source and whole.start <= at.start and at.end <= whole.end

    def _between(self, number: int) -> Span:
        """Where the text refers to what a part says: between its neighbours that are written here."""
        parts = self.whole.parts
        before = next((part for part in reversed(parts[:number]) if self._is_here(part)), None)
        behind = next((part for part in parts[number + 1 :] if self._is_here(part)), None)
        start = before.at.end if before is not None else self.whole.at.start
        end = behind.at.start if behind is not None else self.whole.at.end
        return Span(self.whole.at.source, start, max(start, end))


def _typed(raw: str) -> bool | int | float | str | None:
    """A plain scalar as Terraform's YAML reads it; measured against 1.11."""
    if re.fullmatch(r"[-+]?0[0-9]+", raw):
        return int(raw)
    return raw if "_" in raw else typed(raw)


def _decode(args: Args, at: Span) -> Value | None:
    whole = as_segment(args[0])
    if whole is None:
        return None
    made = decoded(whole)
    if len(made) != 1:
        raise Fails("it holds no document, or several")
    return made[0]


def _decode_json(args: Args, at: Span) -> Value | None:
    whole = as_segment(args[0])
    if whole is None:
        return None
    made = decoded(whole, json=True)
    return made[0] if len(made) == 1 else None


# To text


def _encode_json(args: Args, at: Span) -> Value | None:
    return _encoded(_json(args[0], at), args[0], at)


def _encode(args: Args, at: Span) -> Value | None:
    return _encoded([*_yaml(args[0], at, ""), known("\n", at)], args[0], at)


def _encoded(pieces: Iterable[Text], of: Value, at: Span) -> Text:
    made = join(list(pieces), at)
    if isinstance(of, MapValue | ListValue):
        return Encoded(made.parts, at, of)
    return made


def _json(value: Value, at: Span) -> Iterator[Text]:
    match value:
        case MapValue(items=items, more=None):
            yield known("{", at)
            for number, key in enumerate(sorted(items)):
                yield known(f"{',' if number else ''}{_quoted(key, html=True)}:", at)
                yield from _json(items[key], at)
            yield known("}", at)
        case ListValue(more=None) if is_shuffled(value):
            yield _in_some_order(value)
        case ListValue(items=items, more=None):
            yield known("[", at)
            for number, item in enumerate(items):
                if number:
                    yield known(",", at)
                yield from _json(item, at)
            yield known("]", at)
        case _:
            yield from _scalar(value, at, html=True)


def _in_some_order(value: Value) -> Text:
    """The items of a set of which not all are known, in an order that nobody knows."""
    at = value.at
    return unknown(f"encode({at.path}@{at.start})", Reason.CONDITIONAL("the order of the set"), at)


def _yaml(value: Value, at: Span, indent: str) -> Iterator[Text]:
    """Block style, keys in order; a list stands as deep as its key."""
    match value:
        case MapValue(items=items, more=None) if items:
            for number, key in enumerate(sorted(items)):
                yield known(f"{chr(10) + indent if number else ''}{_quoted(key)}:", at)
                yield from _below(items[key], at, indent, f"{indent}  ")
        case ListValue(more=None) if is_shuffled(value):
            yield _in_some_order(value)
        case ListValue(items=items, more=None) if items:
            for number, item in enumerate(items):
                yield known(f"{chr(10) + indent if number else ''}- ", at)
                yield from _yaml(item, at, f"{indent}  ")
        case MapValue(more=None):
            yield known("{}", at)
        case ListValue(more=None):
            yield known("[]", at)
        case _:
            yield from _yaml_scalar(value, at, indent)


def _below(value: Value, at: Span, indent: str, deeper: str) -> Iterator[Text]:
    """What stands behind a key: on its line, or on lines of its own."""
    if isinstance(value, MapValue | ListValue) and value.items and value.more is None:
        inner = deeper if isinstance(value, MapValue) else indent
        yield known(f"\n{inner}", at)
        yield from _yaml(value, at, inner)
    else:
        yield known(" ", at)
        yield from _yaml(value, at, deeper)


def _yaml_scalar(value: Value, at: Span, indent: str) -> Iterator[Text]:
    written = value.known if isinstance(value, Text) else None
    if written is not None and "\n" in written:
        body = written.rstrip("\n")
        if not body or body[0] in " \n":
            raise NotKnown
        ending = {0: "-", 1: ""}.get(len(written) - len(body), "+")
        lines = (f"\n{indent}{line}" if line else "\n" for line in body.split("\n"))
        yield known(f"|{ending}{''.join(lines)}", at)
    else:
        yield from _scalar(value, at)


def _scalar(value: Value, at: Span, *, html: bool = False) -> Iterator[Text]:
    match value:
        case Unknown():
            hole = value.holes[0]  # it may be no text at all
            yield unknown(f"encode({hole.name})", hole.cause, hole.at)
        case Text():
            yield known('"', value.at)  # where the whole of it is put together
            for part in value.parts:
                one = (
                    Literal(_quoted(part.text, html=html)[1:-1], part.at)
                    if isinstance(part, Literal)
                    else part
                )
                yield text((one,), at)
            yield known('"', value.at)
        case Scalar(value=None):
            yield known("null", at)
        case Scalar(value=bool() as flag):
            yield known("true" if flag else "false", at)
        case Scalar(value=int() | float() as number):
            yield known(number_text(number), at)
        case _:
            raise NotKnown


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _quoted(written: str, *, html: bool = False) -> str:
    """A text in quotes, as Go's encoders write it."""

    def letter(c: str) -> str:
        if c in _ESCAPES:
            return _ESCAPES[c]
        odd = c < " " or c in "\u2028\u2029" or (html and c in "<>&")
        return f"\\u{ord(c):04x}" if odd else c

    return f'"{"".join(map(letter, written))}"'


# The rest


def _csv(whole: str) -> list[dict[str, str]]:
    rows = list(csv.reader(io.StringIO(whole), strict=True))
    if len(rows) > MAX_ITEMS or any(len(row) != len(rows[0]) for row in rows if row):
        raise NotKnown
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:] if row]


def _url(whole: str) -> str:
    return quote_plus(whole, safe="~")


def _base64(whole: str) -> str:
    try:
        return base64.b64decode(whole, validate=True).decode()
    except ValueError as error:
        raise Fails("it is no base64 of a text") from error


def _plainly(function: Any) -> Function:
    def apply(args: Args, at: Span) -> Value | None:
        return located(function(*(plain(arg) for arg in args)), at)

    return apply


FUNCTIONS: dict[str, Function] = {
    "jsondecode": _decode_json,
    "yamldecode": _decode,
    "jsonencode": _encode_json,
    "yamlencode": _encode,
    "csvdecode": _plainly(_csv),
    "urlencode": _plainly(_url),
    "base64encode": _plainly(lambda whole: base64.b64encode(whole.encode()).decode()),
    "base64decode": _plainly(_base64),
}

__all__ = ["FUNCTIONS", "Encoded", "decoded", "embedded"]
