"""Text with positions: the ground that every value, fact and finding stands on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property

from msgspec import Struct

from wi_lint.lazy_re import regex

_BREAK = regex(r"\r\n|\r|\n")


class Source:
    """One file as read: its path below the root, and its text without a byte order mark.

    Compared by identity; offsets count code points.
    """

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text

    def says(self, word: str) -> bool:
        """Whether a word stands in it: all that one file holds may ask, and it is looked for once."""
        if word not in self._said:
            self._said[word] = word in self.text
        return self._said[word]

    @cached_property
    def _said(self) -> dict[str, bool]:
        return {}

    def __repr__(self) -> str:
        return f"Source({self.path!r})"

    @cached_property
    def starts(self) -> list[int]:
        """The offset at which each line starts."""
        return [0, *(match.end() for match in _BREAK.finditer(self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its break."""
        start = self.starts[number - 1]
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def span(self, start: int, end: int) -> Span:
        """A stretch of this source, kept inside it."""
        top = len(self.text)
        start = min(max(start, 0), top)
        return Span(self, start, min(max(end, start), top))


class LaterSource(Source):
    """A source whose text is read when something asks for it: of most places nobody does."""

    def __init__(self, path: str, load: Callable[[], str]) -> None:
        self.path = path
        self._load = load

    def __getattr__(self, name: str) -> str:
        """The text, as long as nobody has read it."""
        if name != "text":
            raise AttributeError(name)
        self.text = self._load()
        return self.text


class Span(Struct, frozen=True, array_like=True):
    """A stretch of a source, by offsets in code points; the end is exclusive."""

    source: Source
    start: int
    end: int

    @property
    def path(self) -> str:
        return self.source.path

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    @property
    def line(self) -> int:
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        return self.source.position(self.start)[1]

    @property
    def one_line(self) -> Span:
        """This span cut at the end of its first line: what a finding may point at."""
        cut = _BREAK.search(self.source.text, self.start, self.end)
        return Span(self.source, self.start, cut.start()) if cut else self

    @property
    def order(self) -> tuple[str, int, int]:
        return self.source.path, self.start, self.end

    def __contains__(self, other: Span) -> bool:
        return self.source is other.source and self.start <= other.start and other.end <= self.end

    def within(self, start: int, end: int) -> Span:
        """A part of this span, by offsets from its start."""
        begin, stop = self.start + start, min(self.start + end, self.end)
        if self.start <= begin <= stop:
            return Span(self.source, begin, stop)
        return self.source.span(begin, stop)


class Edit(Struct, frozen=True):
    """Replace what a span covers by a text."""

    at: Span
    text: str
