"""JSON to a located tree: the standard library tells values, not places."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from msgspec import Struct, field

from wi_lint.bounds import MAX_YAML_NESTING
from wi_lint.lazy_re import regex
from wi_lint.problems import ReadProblem
from wi_lint.source import Source
from wi_lint.tree import Document, Field, Node, Shape

_TOKEN = regex(
    r'[ \t\r\n]*(?:(?P<string>"(?:[^"\\\x00-\x1f]++|\\.)*+")'
    r"|(?P<word>-?[0-9][0-9.eE+-]*|true|false|null)|(?P<mark>[\[\]{}:,])|(?P<end>\Z)|(?P<bad>.))",
    re.DOTALL,
)


class _Broken(Exception):
    def __init__(self, at: int, says: str) -> None:
        super().__init__(says)
        self.at = at


class _Open(Struct):
    node: Node
    nodes: list[Node] = field(default_factory=list)


def read(source: Source) -> Iterator[Document | ReadProblem]:
    """The one document of a JSON file, or why it cannot be read."""
    try:
        root = _Reader(source).read()
    except _Broken as error:
        at = min(error.at, max(len(source.text) - 1, 0))
        yield ReadProblem("yaml", source.span(at, at + 1), f"this is not valid JSON: {error}")
        return
    yield Document(source, root, source.text)


class _Reader:
    """An iterative reader: separators are checked, and the stack is our own."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.position = 0
        self.stack: list[_Open] = []

    def read(self) -> Node:
        while True:
            node = self._value()
            while node is not None:
                if not self.stack:
                    self._expect_end()
                    return node
                self.stack[-1].nodes.append(node)
                node = self._separator()

    def _next(self) -> tuple[str, str, int, int]:
        found = _TOKEN.match(self.source.text, self.position)
        assert found is not None
        kind = found.lastgroup or "bad"
        start, self.position = found.start(kind), found.end()
        if kind == "bad":
            raise _Broken(start, f"{found[kind]!r} is not expected here")
        return kind, found[kind], start, self.position

    def _value(self) -> Node | None:
        """A scalar or an empty collection; nothing where a collection was opened."""
        kind, mark, start, end = self._next()
        if kind == "string":
            return Node(self.source, start, end, Shape.SCALAR, _unquoted(mark, start))
        if kind == "word":
            return Node(self.source, start, end, Shape.SCALAR, mark, plain=True)
        if mark in ("]", "}") and self.stack and not self.stack[-1].nodes:
            return self._close(mark, start, end)
        if mark not in ("[", "{"):
            raise _Broken(start, "a value is expected here")
        if len(self.stack) >= MAX_YAML_NESTING:
            raise _Broken(start, f"it is nested deeper than {MAX_YAML_NESTING} levels")
        shape = Shape.SEQUENCE if mark == "[" else Shape.MAPPING
        self.stack.append(_Open(Node(self.source, start, end, shape)))
        return None

    def _separator(self) -> Node | None:
        """Behind a value: go on, or close the collection and return it."""
        _, mark, start, end = self._next()
        top = self.stack[-1]
        is_key = top.node.shape is Shape.MAPPING and len(top.nodes) % 2 == 1
        if is_key:
            if mark != ":":
                raise _Broken(start, "':' is expected here")
            return None
        if mark == ",":
            return None
        if mark in ("]", "}"):
            return self._close(mark, start, end)
        raise _Broken(start, "',' or a closing bracket is expected here")

    def _close(self, mark: str, start: int, end: int) -> Node:
        top = self.stack.pop()
        if (mark == "]") != (top.node.shape is Shape.SEQUENCE):
            raise _Broken(start, f"{mark!r} closes nothing")
        top.node.end = end
        if top.node.shape is Shape.SEQUENCE:
            top.node.items = tuple(top.nodes)
        else:
            pairs = zip(top.nodes[::2], top.nodes[1::2], strict=False)
            top.node.fields = {key.raw: Field(key, value) for key, value in pairs}
        return top.node

    def _expect_end(self) -> None:
        kind, _, start, _ = self._next()
        if kind != "end":
            raise _Broken(start, "nothing is expected behind the document")


_LONE = regex("[\ud800-\udfff]")
"""Halves of characters, which JSON can write and Unicode lacks."""


def _unquoted(mark: str, start: int) -> str:
    if "\\" not in mark:
        return mark[1:-1]
    try:
        return _LONE.sub("\ufffd", str(json.loads(mark)))
    except ValueError as error:
        raise _Broken(start, "this string has an invalid escape") from error
