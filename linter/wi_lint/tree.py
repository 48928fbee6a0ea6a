"""Located trees: what the readers of YAML and JSON make. Syntax, no meaning."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from enum import IntEnum
from types import MappingProxyType

from msgspec import Struct

from wi_lint.lazy_re import regex
from wi_lint.source import Source, Span
from wi_lint.values import Known, Literal, Text


class Shape(IntEnum):
    """What a node is."""

    SCALAR = 0
    MAPPING = 1
    SEQUENCE = 2


_NO_FIELDS: Mapping[str, Field] = MappingProxyType({})
"""Those of every node that is no mapping."""


class Node(Struct, eq=False, array_like=True):
    """A located value. Offsets are integers; spans are made when asked for.

    `plain` says that a scalar was written without quotes, and so has a type of its own.
    """

    source: Source
    start: int
    end: int
    shape: Shape
    raw: str = ""
    plain: bool = False
    fields: Mapping[str, Field] = _NO_FIELDS
    items: tuple[Node, ...] = ()
    made: Text | None = None
    """The text of a scalar that is not written as it is: made by an expression, perhaps partly known."""

    @property
    def span(self) -> Span:
        return Span(self.source, self.start, self.end)

    @property
    def value(self) -> bool | int | float | str | None:
        """A scalar as the Kubernetes API types it; the raw text of anything else is empty."""
        return typed(self.raw) if self.plain else self.raw

    def get(self, key: str) -> Node | None:
        found = self.fields.get(key)
        return found.value if found else None

    def find(self, *path: str) -> Node | None:
        """The node behind a path of keys."""
        node = self
        for key in path:
            found = node.fields.get(key)
            if found is None:
                return None
            node = found.value
        return node

    def text(self, *path: str) -> Text | None:
        """The text of a scalar that is not null, at a path of keys."""
        node = self.find(*path)
        if node is None or node.shape is not Shape.SCALAR:
            return None
        if node.made is not None:
            return node.made
        if node.plain and node.raw in _NULL:
            return None
        at = node.inner
        return Known((Literal(node.raw, at),), at)

    def literal(self, *path: str) -> str:
        """The text at a path where it is known, and nothing elsewhere."""
        node = self.find(*path)
        if node is None or node.shape is not Shape.SCALAR:
            return ""
        if node.made is not None:
            return node.made.known or ""
        return "" if node.plain and node.raw in _NULL else node.raw

    @property
    def inner(self) -> Span:
        """The span without surrounding quotes, where it holds the very text."""
        if not self.plain and self.end - self.start == len(self.raw) + 2:
            return Span(self.source, self.start + 1, self.end - 1)
        return self.span

    def with_fields(self, fields: Mapping[str, Field]) -> Node:
        """The same mapping with other fields: trees are shared, and never changed in place."""
        return Node(self.source, self.start, self.end, Shape.MAPPING, fields=fields)

    def with_items(self, items: tuple[Node, ...]) -> Node:
        """The same sequence with other items."""
        return Node(self.source, self.start, self.end, Shape.SEQUENCE, items=items)

    def put(self, path: tuple[str, ...], value: Node | None) -> Node:
        """The same mapping with a value at a path of keys, made where they lack; nothing takes it out."""
        head, rest = path[0], path[1:]
        fields = dict(self.fields)
        old = fields.get(head)
        if rest:
            inner = old.value if old is not None else empty(value or self)
            inner = inner if inner.shape is Shape.MAPPING else empty(inner)
            value = inner.put(rest, value)
        if value is None:
            fields.pop(head, None)
        else:
            fields[head] = Field(old.key if old is not None else word(head, value.span), value)
        return self.with_fields(fields)

    def put_all(self, key: str, values: Mapping[str, Node]) -> Node:
        """The same mapping with values in the mapping behind a key, made where it lacks."""
        old = self.fields.get(key)
        inner = dict(old.value.fields) if old is not None else {}
        for name, value in values.items():
            known = inner.get(name)
            inner[name] = Field(known.key if known is not None else word(name, value.span), value)
        below = old.value if old is not None else empty(self)
        named = old.key if old is not None else word(key, self.span)
        return self.with_fields({**self.fields, key: Field(named, below.with_fields(inner))})

    def rewritten(self, change: Callable[[Text], Text | None]) -> Node:
        """The same tree, with the texts that are changed; nothing leaves a text as it is."""
        if self.shape is Shape.MAPPING:
            fields = {name: Field(one.key, one.value.rewritten(change)) for name, one in self.fields.items()}
            return self.with_fields(fields)
        if self.shape is Shape.SEQUENCE:
            return self.with_items(tuple(item.rewritten(change) for item in self.items))
        written = self.text()
        made = change(written) if written is not None else None
        return leaf(made) if made is not None else self

    def size(self, most: int) -> int:
        """How many nodes it is of, what stands in it twice counted twice; no more than `most` and a few."""
        todo: list[Node] = [self]
        found = 0
        while todo and found <= most:
            node = todo.pop()
            found += 1 + len(node.fields)
            todo += node.items
            todo += [one.value for one in node.fields.values()]
        return found

    def scalars(self) -> Iterator[Node]:
        """Every scalar in it, but for keys."""
        todo: list[Node] = [self]
        while todo:
            node = todo.pop()
            if node.shape is Shape.SCALAR:
                yield node
            todo += node.items
            todo += [found.value for found in node.fields.values()]

    def texts(self, *path: str) -> dict[str, Text]:
        """The texts of a mapping at a path, such as labels, by key."""
        node = self.find(*path)
        pairs = ((name, found.value.text()) for name, found in (node.fields if node else {}).items())
        return {name: value for name, value in pairs if value is not None}

    def truthy(self, *path: str) -> bool:
        """Whether a scalar at a path is the boolean true."""
        node = self.find(*path)
        return node is not None and node.value is True

    def each(self, *path: str) -> Iterator[Node]:
        """The items of a sequence at a path."""
        node = self.find(*path)
        return iter(node.items if node is not None else ())


class Field(Struct, eq=False, array_like=True):
    """A key of a mapping and what stands behind it."""

    key: Node
    value: Node


def empty(at: Node) -> Node:
    """An empty mapping, standing where another node stands."""
    return Node(at.source, at.start, at.end, Shape.MAPPING)


def word(written: str, at: Span) -> Node:
    """A text that is known, as a node."""
    made = Known((Literal(written, at),), at)
    return Node(at.source, at.start, at.end, Shape.SCALAR, written, made=made)


def leaf(value: Text) -> Node:
    """A scalar that a tool makes, perhaps partly known; it stands where its text was written."""
    written = value.known
    at = value.origin if written is not None or len(value.parts) > 1 else value.at
    return Node(at.source, at.start, at.end, Shape.SCALAR, written or "", made=value)


class Document(Struct, frozen=True, eq=False):
    """One YAML or JSON document."""

    source: Source
    root: Node
    raw: str


_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_BOOL = {
    **dict.fromkeys(("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y"), True),
    **dict.fromkeys(("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N"), False),
}
_INT = regex(r"[-+]?(?:0o?[0-7]+|0x[0-9a-fA-F]+|0b[01]+|[0-9][0-9_]*)")
_FLOAT = regex(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


def typed(raw: str) -> bool | int | float | str | None:
    """A plain scalar as `kubectl` reads it, measured against its client.

    >>> [typed(t) for t in ("on", "012", "0o14", "1_000", "08", "12:30", "~", "x")]
    [True, 10, 12, 1000, 8, '12:30', None, 'x']
    """
    if raw in _NULL:
        return None
    if raw in _BOOL:
        return _BOOL[raw]
    if len(raw) < 40 and _INT.fullmatch(raw):
        return _integer(raw.replace("_", ""))
    if len(raw) < 40 and _FLOAT.fullmatch(raw):
        return float(raw)
    return raw


def _integer(raw: str) -> int:
    sign = -1 if raw.startswith("-") else 1
    digits = raw.lstrip("+-")
    if re.fullmatch(r"0[0-7]+", digits):
        return sign * int(digits, 8)
    if digits[:2] in ("0o", "0x", "0b"):
        return sign * int(digits, 0)
    return sign * int(digits)
