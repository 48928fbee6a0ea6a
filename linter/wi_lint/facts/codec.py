"""Facts, written down and read back: what a unit says, kept from one run for the next.

The types of the facts are the schema: what does not fit them is refused, and nothing that is read runs. Texts
of files are not written, only where in them something stands; a text that is no file's is written as it is.
Parts of texts are written once, however many texts hold them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import GenericAlias
from typing import Any

import msgspec

from wi_lint.facts.base import Fact
from wi_lint.source import Source, Span
from wi_lint.values import (
    Attribute,
    EmptyDefault,
    Hole,
    Known,
    ListValue,
    Literal,
    MapValue,
    Part,
    Partial,
    Provenance,
    Reason,
    Scalar,
    Text,
    Unknown,
    Value,
    Why,
)

VERSION = 5
"""Of the form; another one is not read."""


class Broken(ValueError):
    """What is read back is no facts of this version."""


class Boxed:
    """A table of values of any shape."""

    __slots__ = ("table",)

    def __init__(self, table: MapValue) -> None:
        self.table = table


class Sheet(msgspec.Struct, array_like=True, frozen=True):
    """Facts, or what holds some. `sources`: where they point into, with the text where it is no file's.

    `parts`: those of all texts, which name them by their numbers.
    """

    sources: list[tuple[str, str | None]]
    parts: list[Any]
    body: msgspec.Raw


def write(value: Any, is_file: Callable[[Source], bool]) -> bytes:
    """Facts, or what holds some, as bytes. `is_file`: whether a source is a file, and can be read again."""
    writer = _Writer()
    body = msgspec.msgpack.Encoder(enc_hook=writer.hook, order="deterministic").encode(value)
    listed = [(one.path, None if is_file(one) else one.text) for one in writer.sources]
    return msgspec.msgpack.encode(Sheet(listed, list(writer.parts), msgspec.Raw(body)))


def read(data: bytes, file: Callable[[str], Source], kind: Any = None) -> Any:
    """What was written: facts, or what `kind` says. `file` gives the source of a path. Raises `Broken`."""
    try:
        sheet = msgspec.msgpack.decode(data, type=Sheet)
        sources = [file(path) if text is None else Source(path, text) for path, text in sheet.sources]
        reader = _Reader(sources, sheet.parts)
        return msgspec.msgpack.decode(sheet.body, type=kind or any_facts(), dec_hook=reader.hook)
    except (msgspec.MsgspecError, ValueError, TypeError, KeyError, IndexError, RecursionError) as error:
        raise Broken(str(error)) from error


@cache
def any_facts() -> Any:
    """A list of any facts: every type of them that is loaded."""
    union: Any
    union, *kinds = sorted(_below(Fact), key=lambda kind: kind.__name__)
    for kind in kinds:
        union |= kind
    return GenericAlias(list, (union,))


def _below(kind: type[Fact]) -> list[type[Fact]]:
    return [found for inner in kind.__subclasses__() for found in (inner, *_below(inner))]


# texts: the view, its parts, and where it stands

_VIEWS: tuple[type[Text], ...] = (Known, Partial, Unknown, EmptyDefault, Text)
"""The last is what a composer has views of its own of, which nobody tells from it once it is in a fact."""
_NUMBERS = {view: number for number, view in enumerate(_VIEWS)}


class _Writer:
    """What is written once, by its number: the sources, and the parts of texts as rows."""

    def __init__(self) -> None:
        self.sources: list[Source] = []
        self.parts: dict[tuple[Any, ...], int] = {}
        self._source_numbers: dict[int, int] = {}
        self._seen: dict[int, tuple[int, Part]] = {}  # with the part, so that no other one gets its id

    def hook(self, value: Any) -> Any:
        if isinstance(value, Text):
            return self._text(value)
        if isinstance(value, Source):
            return self._source(value)
        if isinstance(value, Reason):
            return value.name
        if isinstance(value, Boxed):
            return _row(value.table)
        if isinstance(value, Mapping):  # one that nobody changes, or that makes its values when asked
            return dict(value)
        raise NotImplementedError(type(value).__name__)

    def _source(self, source: Source) -> int:
        number = self._source_numbers.setdefault(id(source), len(self.sources))
        if number == len(self.sources):
            self.sources.append(source)
        return number

    def _text(self, value: Text) -> list[Any]:
        view = _NUMBERS.get(type(value), len(_VIEWS) - 1)
        row = [view, value.at, [self._part(part) for part in value.parts]]
        return [*row, value.given] if isinstance(value, EmptyDefault) else row

    def _part(self, part: Part) -> int:
        seen = self._seen.get(id(part))
        if seen is None:  # parts that are alike have one number, so that what is alike is written alike
            number = self.parts.setdefault(self._part_row(part), len(self.parts))
            seen = self._seen[id(part)] = number, part
        return seen[0]

    def _part_row(self, part: Part) -> tuple[Any, ...]:
        through = tuple([(self._span(one.at), one.what, one.taken) for one in part.provenance])
        if isinstance(part, Literal):
            return part.text, self._span(part.at), through
        why, of = part.cause, part.of
        named = (of.kind, of.address, of.name) if of is not None else None
        return part.name, self._span(part.at), through, why.reason.name, why.about, part.fails, named

    def _span(self, at: Span) -> tuple[int, int, int]:
        return self._source(at.source), at.start, at.end


def _row(value: Value) -> list[Any]:
    """A value, with what it is: text, scalar, list or table."""
    match value:
        case Text():
            return [0, value]
        case Scalar():
            return [1, value.at, value.value]
        case ListValue():
            return [2, value.at, value.more, [_row(item) for item in value.items]]
        case MapValue():
            return [3, value.at, value.more, {name: _row(one) for name, one in value.items.items()}]


class _Reader:
    """Texts and places, made again."""

    def __init__(self, sources: list[Source], parts: list[Any]) -> None:
        self._sources = sources
        self._parts = [self._made(row) for row in parts]

    def hook(self, kind: type, row: Any) -> Any:
        if kind is Source:
            return self._sources[row]
        if kind is Reason:
            return Reason[row]
        if issubclass(kind, Text):
            return self._text(row)
        if kind is Boxed and isinstance(table := self._value(row), MapValue):
            return Boxed(table)
        raise NotImplementedError(kind.__name__)

    def _span(self, row: Any) -> Span:
        source, start, end = row
        if not (type(start) is type(end) is int and 0 <= start <= end):
            raise ValueError("a place is none")
        return Span(self._sources[source], start, end)

    def _text(self, row: Any) -> Text:
        view: type[Text] = _VIEWS[row[0]]
        at, parts = self._span(row[1]), tuple([self._parts[number] for number in row[2]])
        if view is EmptyDefault:
            given = self._text(row[3])
            if not isinstance(given, Unknown):
                raise ValueError("an empty default stands for nothing")
            return EmptyDefault(given, at)
        return view(parts, at)

    def _value(self, row: Any) -> Value:
        shape, at, *rest = row
        if shape == 0:
            return self._text(at)
        if shape == 1:
            datum = rest[0]
            if datum is not None and type(datum) not in (bool, int, float):
                raise TypeError("a scalar is none")
            return Scalar(datum, self._span(at))
        more = self._text(rest[0]) if rest[0] is not None else None
        if more is not None and not isinstance(more, Unknown):
            raise TypeError("what may be more is known")
        if shape == 2:
            return ListValue(tuple(map(self._value, rest[1])), self._span(at), more)
        items = {str(name): self._value(one) for name, one in rest[1].items()}
        return MapValue(items, self._span(at), more)

    def _made(self, row: Any) -> Part:
        name, at, through = row[:3]
        if type(name) is not str:
            raise TypeError("a part is no text")
        provenance: tuple[Provenance, ...] = ()
        if through:  # what is read here is read thousands of times
            provenance = tuple(
                [Provenance(self._span(place), str(what), bool(taken)) for place, what, taken in through]
            )
        if len(row) == 3:
            return Literal(name, self._span(at), provenance)
        reason, about, fails, named = row[3:]
        of = Attribute(*map(str, named)) if named is not None else None
        return Hole(name, Why(Reason[reason], str(about)), self._span(at), provenance, bool(fails), of)
