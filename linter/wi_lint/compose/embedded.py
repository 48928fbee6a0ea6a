"""Text inside text: documents in a block scalar, or in what a template makes, at their real places."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from wi_lint.bounds import MAX_EMBEDDED
from wi_lint.lazy_re import regex
from wi_lint.parse import yaml
from wi_lint.problems import ReadProblem
from wi_lint.source import Source, Span
from wi_lint.tree import Document, Field, Node, Shape
from wi_lint.values import Hole, Known, Literal, Part, Text, text

_MARK = regex("\ue000(\\d+)\ue001")
_ALONE = regex("^([ \\t]*)\ue000(\\d+\ue001[ \\t]*)$", re.MULTILINE)
_BLOCK = regex(r"\|[-+]?[ \t]*\n")
_MARKER = regex(r"^(?:---|\.\.\.|%)|\t", re.MULTILINE)


def documents_in(node: Node) -> list[Document]:
    """The documents in a scalar, as far as they can be read."""
    lines = _lines(node)
    if lines is not None:
        return [one for one in yaml.inside(node.source, *lines) if isinstance(one, Document)]
    written = text_of(node)
    return [one for one in reassembled(written) if isinstance(one, Document)] if written is not None else []


def _lines(node: Node) -> tuple[int, int] | None:
    """The lines of a literal block that holds one document: it can be read where it stands."""
    source = node.source.text
    if node.made is not None or _BLOCK.match(source, node.start, node.end) is None:
        return None
    if len(node.raw) > MAX_EMBEDDED or _MARKER.search(node.raw) is not None:
        return None
    start = source.index("\n", node.start) + 1
    # what a template made stands at the template's place, and is not what is written there
    return (start, node.end) if source[start : node.end].split() == node.raw.split() else None


def text_of(node: Node) -> Text | None:
    """The text of a scalar, of which each line of a literal block keeps its place."""
    source = node.source.text
    if node.made is not None or not source.startswith("|", node.start):
        return node.text()
    parts: list[Part] = []
    cursor = source.find("\n", node.start, node.end) + 1
    for line in node.raw.splitlines(keepends=True):
        bare = line.rstrip("\n")
        found = source.find(bare, cursor, node.end) if bare else cursor
        if found < 0:
            return node.text()
        parts.append(Literal(line, node.source.span(found, found + len(line))))
        cursor = source.find("\n", found, node.end) + 1 or node.end
    return Known(tuple(parts), node.span)


def reassembled(
    whole: Text, *, wanted: yaml.Wanted | None = None, lenient: bool = False
) -> Iterator[Document | ReadProblem]:
    """The documents of a text that is put together of segments, each node at the place of its segment.

    `lenient`: a hole that has a line for itself may stand for several lines, and is left out.
    """
    if sum(len(part.text) for part in whole.parts if isinstance(part, Literal)) > MAX_EMBEDDED:
        yield ReadProblem("limit", whole.at.one_line, f"the text is longer than {MAX_EMBEDDED:,} characters")
        return
    segments = SegmentMap(whole)
    written = _ALONE.sub(_comment, segments.written) if lenient else segments.written
    yield from _Reassembly(segments, Source(whole.at.path, written)).documents(wanted)


class SegmentMap:
    """A text that is put together of segments, with marks for its holes: what stands where."""

    def __init__(self, whole: Text) -> None:
        self.whole = whole
        segments = [
            part.text if isinstance(part, Literal) else f"\ue000{number}\ue001"
            for number, part in enumerate(whole.parts)
        ]
        self._starts: list[int] = []
        size = 0
        for segment in segments:
            self._starts.append(size)
            size += len(segment)
        self.written = "".join(segments)

    def part_at(self, offset: int) -> int:
        """The number of the segment that an offset is in."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def span(self, start: int, end: int) -> Span:
        """Where a stretch is written: inside the segment that it starts in."""
        if not self.whole.parts:
            return self.whole.at
        number = self.part_at(start)
        part = self.whole.parts[number]
        if isinstance(part, Hole) or not _is_exact(part):
            return part.at
        base = self._starts[number]
        return part.at.within(start - base, min(end - base, len(part.text)))

    def cut(self, start: int, end: int) -> Iterator[Part]:
        """The segments of a stretch."""
        if start >= end:
            return
        for number in range(self.part_at(start), self.part_at(end - 1) + 1):
            part, base = self.whole.parts[number], self._starts[number]
            if isinstance(part, Literal):
                yield part.cut(max(start - base, 0), min(end - base, len(part.text)))
            else:
                yield part


class _Reassembly:
    """Documents that are read in the text of segments, as trees of what those segments are."""

    def __init__(self, segments: SegmentMap, source: Source) -> None:
        self.whole = segments.whole
        self.segments = segments
        self.source = source

    def documents(self, wanted: yaml.Wanted | None) -> Iterator[Document | ReadProblem]:
        for one in yaml.read(self.source, wanted):
            if isinstance(one, Document):
                root = self._node(one.root)
                yield Document(root.source, root, one.raw)
            else:
                yield ReadProblem(one.kind, self.segments.span(one.at.start, one.at.end), one.message)

    def _node(self, node: Node) -> Node:
        at = self.segments.span(node.start, node.end)
        if node.shape is Shape.MAPPING:
            fields = {
                name: Field(self._node(found.key), self._node(found.value))
                for name, found in node.fields.items()
            }
            return Node(at.source, at.start, at.end, Shape.MAPPING, fields=fields)
        if node.shape is Shape.SEQUENCE:
            items = tuple(self._node(item) for item in node.items)
            return Node(at.source, at.start, at.end, Shape.SEQUENCE, items=items)
        return self._scalar(node, at)

    def _scalar(self, node: Node, at: Span) -> Node:
        made = None
        inner = node.inner
        first, last = (
            self.segments.part_at(inner.start),
            self.segments.part_at(max(inner.end - 1, inner.start)),
        )
        if _MARK.search(node.raw) or first != last or first != self.segments.part_at(node.start):
            made = self._made(node, inner)
        return Node(at.source, at.start, at.end, Shape.SCALAR, node.raw, node.plain, made=made)

    def _made(self, node: Node, inner: Span) -> Text | None:
        """The scalar as a text of its segments; nothing for what is wholly known and written over lines."""
        is_one = self.segments.part_at(inner.start) == self.segments.part_at(max(inner.end - 1, inner.start))
        whole = inner if is_one else node  # what is put together stands where its quotes do
        at = self.segments.span(whole.start, whole.end)
        if self.source.text[inner.start : inner.end] == node.raw:
            return text(self.segments.cut(inner.start, inner.end), at)
        if not _MARK.search(node.raw):
            return None
        return text(self._marked(node.raw, at), at)

    def _marked(self, raw: str, at: Span) -> Iterator[Part]:
        done = 0
        for found in _MARK.finditer(raw):
            yield Literal(raw[done : found.start()], at)
            yield self.whole.parts[int(found[1])]
            done = found.end()
        yield Literal(raw[done:], at)


def _comment(hole: re.Match[str]) -> str:
    """A line that is a hole, as a comment of the same length."""
    return f"{hole[1]}#{hole[2]}"


def _is_exact(part: Literal) -> bool:
    """Whether a segment is written as it is, but for the end of its last line."""
    return part.exact or part.at.text.rstrip("\r\n") == part.text.rstrip("\n")
