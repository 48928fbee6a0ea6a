"""YAML to located documents, by libyaml's events.

Documents are split before they are parsed, so a broken one leaves the others whole, and only
those that are wanted are turned into trees; the rest is checked for syntax. Events, unlike
composed nodes, keep the place of an alias and cannot exhaust the interpreter's stack.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import yaml
from msgspec import Struct, field
from yaml import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    YAMLError,
)

from wi_lint.bounds import MAX_DOUBTFUL, MAX_NODES, MAX_YAML_NESTING
from wi_lint.lazy_re import regex
from wi_lint.parse.conflicts import SAYS, conflict_around
from wi_lint.problems import ReadProblem
from wi_lint.source import Source
from wi_lint.tree import Document, Field, Node, Shape

# libyaml's parser where PyYAML has it; else its own, which is slower and says the same
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_TOO_DEEP = f"this is nested deeper than {MAX_YAML_NESTING} levels, and is not read"

_START = regex(r"---(?<![^\n]---)(?=[ \t\r\n]|\Z)")
"""Where a document starts: at the start of a line, which is asked last, since a literal is found faster."""
Wanted = Callable[[str], bool]
"""Whether a document is wanted, by its text: the others are checked for syntax only."""


def read(source: Source, wanted: Wanted | None = None) -> Iterator[Document | ReadProblem]:
    """The documents of a file, all or those that are wanted, and what cannot be read."""
    for start, end in chunks(source.text):
        chunk = source.text[start:end]
        if wanted is None or wanted(chunk):
            yield from _document(source, start, chunk)
        else:
            yield from syntax(source, start, end)


def inside(source: Source, start: int, end: int) -> Iterator[Document | ReadProblem]:
    """The document that whole lines of a file hold: in a block scalar, where it is indented."""
    yield from _document(source, start, source.text[start:end])


def chunks(text: str) -> Iterator[tuple[int, int]]:
    """Where each document starts and ends: its marker belongs to it."""
    if "\n%" in text or text.startswith("%"):  # directives come before the marker
        yield 0, len(text)
        return
    marks = [match.start() for match in _START.finditer(text)]
    edges = sorted({0, *marks, len(text)})
    for start, end in pairwise(edges):
        if text[start:end].strip("- \t\r\n"):
            yield start, end


def syntax(source: Source, start: int, end: int) -> Iterator[ReadProblem]:
    """What is no YAML in a document that is not wanted otherwise."""
    chunk = source.text[start:end]
    parser: Any = _Parser(chunk)
    try:
        if hasattr(parser, "raw_parse"):
            parser.raw_parse()
        else:
            while parser.check_event():
                parser.get_event()
    except YAMLError as error:
        if not _is_read_by_others(chunk):
            yield _broken(source, start, error)
    finally:
        parser.dispose()


def _document(
    source: Source, base: int, chunk: str, reader: Any = _Parser
) -> Iterator[Document | ReadProblem]:
    builder = _Builder(source, base)
    parser: Any = reader(chunk)
    roots: list[Node] = []
    try:
        roots = builder.build(parser)
    except YAMLError as error:
        if reader is _Parser and _is_read_by_others(chunk):
            yield from _document(source, base, chunk, yaml.SafeLoader)
            return
        yield _broken(source, base, error)
    except _TooLarge as error:
        yield ReadProblem("limit", source.span(error.start, error.start + 1), str(error))
    finally:
        parser.dispose()
    yield from (Document(source, root, chunk) for root in roots)
    yield from builder.problems


def _is_read_by_others(chunk: str) -> bool:
    """Whether a text that libyaml refuses is YAML all the same: `[1::2]`, which Kubernetes reads."""
    if len(chunk) > MAX_DOUBTFUL or "::" not in chunk:
        return False
    try:
        for _ in yaml.parse(chunk, Loader=yaml.SafeLoader):
            pass
    except YAMLError:
        return False
    return True


def _broken(source: Source, base: int, error: YAMLError) -> ReadProblem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    offset = base + (mark.index if mark else 0)
    says = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
    start = max(min(offset, len(source.text) - 1), 0)
    span = source.span(start, start + 1)
    if "nesting depth" in says:  # libyaml since 0.2.6 has a limit of its own, and scans ahead of us
        return ReadProblem("limit", span, _TOO_DEEP)
    conflict = conflict_around(source, start)
    if conflict is not None:
        return ReadProblem("yaml", conflict, SAYS)
    return ReadProblem("yaml", span, f"this is not valid YAML: {says}")


class _TooLarge(Exception):
    def __init__(self, start: int, says: str) -> None:
        super().__init__(says)
        self.start = start


class _Open(Struct, eq=False):
    """A mapping or sequence that is not closed: its children, and how many nodes it stands for."""

    node: Node
    anchor: str | None
    nodes: list[Node] = field(default_factory=list)
    size: int = 1


_SCALAR = Shape.SCALAR


class _Builder:
    """Events to nodes, with an explicit stack."""

    def __init__(self, source: Source, base: int) -> None:
        self.source = source
        self.base = base
        self.problems: list[ReadProblem] = []
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._open: list[_Open] = []
        self._roots: list[Node] = []

    def build(self, parser: Any) -> list[Node]:
        source, base, get = self.source, self.base, parser.get_event
        while (event := get()) is not None:
            kind = type(event)
            if kind is ScalarEvent:  # most of them: what it costs is what a file costs
                start, end = base + event.start_mark.index, base + event.end_mark.index
                plain = not event.style and event.implicit[0]
                self._add(Node(source, start, end, _SCALAR, event.value, plain), 1, event.anchor)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self._enter(event, Shape.MAPPING if kind is MappingStartEvent else Shape.SEQUENCE)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self._leave(event)
            elif kind is AliasEvent:
                self._alias(event)
        return self._roots

    def _enter(self, event: Any, shape: Shape) -> None:
        start, end = self._extent(event)
        if len(self._open) >= MAX_YAML_NESTING:
            raise _TooLarge(start, _TOO_DEEP)
        self._open.append(_Open(Node(self.source, start, end, shape), event.anchor))

    def _leave(self, event: Any) -> None:
        opened = self._open.pop()
        node, nodes = opened.node, opened.nodes
        if opened.size > MAX_NODES:
            says = f"it has more than {MAX_NODES:,} values, with what its aliases stand for, and is not read"
            raise _TooLarge(node.start, says)
        node.end = max(nodes[-1].end if nodes else self._extent(event)[1], node.end)
        if node.shape is Shape.SEQUENCE:
            node.items = tuple(nodes)
        else:
            node.fields = self._fields(nodes)
        self._add(node, opened.size, opened.anchor)

    def _alias(self, event: Any) -> None:
        start, end = self._extent(event)
        target, size = self._anchors.get(event.anchor, (None, 1))
        if target is None:
            says = f"this is not valid YAML: nothing is anchored as '{event.anchor}'"
            self.problems.append(ReadProblem("yaml", self.source.span(start, end), says))
            node = Node(self.source, start, end, Shape.SCALAR, "", True)
        else:
            node = Node(
                self.source, start, end, target.shape, target.raw, target.plain,
                target.fields, target.items,
            )  # fmt: skip
        self._add(node, size, None)

    def _add(self, node: Node, size: int, anchor: str | None) -> None:
        if anchor:
            self._anchors[anchor] = node, size
        if self._open:
            around = self._open[-1]
            around.nodes.append(node)
            around.size += size
        else:
            self._roots.append(node)

    def _fields(self, nodes: list[Node]) -> dict[str, Field]:
        fields: dict[str, Field] = {}
        merged: list[Node] = []
        for key, value in zip(nodes[::2], nodes[1::2], strict=False):
            if key.raw == "<<" and key.plain:
                merged += value.items or (value,)
                continue
            if key.raw in fields:
                says = f"the key '{key.raw}' stands here a second time: the last one wins"
                self.problems.append(ReadProblem("duplicate-key", key.span, says))
            fields[key.raw] = Field(key, value)
        for other in merged:
            for name, found in other.fields.items():
                fields.setdefault(name, found)
        return fields

    def _extent(self, event: Any) -> tuple[int, int]:
        return self.base + event.start_mark.index, self.base + event.end_mark.index
