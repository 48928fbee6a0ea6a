"""Texts: parts that are known, and holes for those that are not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from wi_lint.source import Span

MAX_TEXT = 16_384
"""Longest literal text that is put together, in characters: longer results become holes."""


_UNIT = re.compile(r"(?:terraform|manifests|helm|script|document)/[^:]*:")
"""What qualifies the name of a hole: its unit, and the module that it is in."""


@dataclass(frozen=True, slots=True)
class Via:
    """A name that a text came through: where it stands, and what it is (a variable, an argument)."""

    at: Span
    what: str


@dataclass(frozen=True, slots=True, eq=False)
class Literal:
    """Text that is known, where it was written, and the names that it came through since.

    `exact` says that the span holds this very text, so that a part of it has a span too.
    """

    text: str
    at: Span
    via: tuple[Via, ...] = ()

    @property
    def exact(self) -> bool:
        at = self.at
        return at.end - at.start == len(self.text) and at.text == self.text

    def through(self, via: Via) -> Literal:
        return Literal(self.text, self.at, (*self.via, via))

    def cut(self, start: int, end: int) -> Literal:
        """The part of the text between two offsets."""
        at = self.at.within(start, end) if self.exact else self.at
        return Literal(self.text[start:end], at, self.via)


@dataclass(frozen=True, slots=True, eq=False)
class Hole:
    """A text that exists, but that these files do not tell.

    `name` says what it stands for, qualified by its unit: one name, one text. `why` completes
    'is not known: ...'. `fails`: its expression is one that its tool refuses to evaluate.
    """

    name: str
    why: str
    at: Span
    via: tuple[Via, ...] = ()
    fails: bool = False

    def through(self, via: Via) -> Hole:
        return Hole(self.name, self.why, self.at, (*self.via, via), self.fails)


Part = Literal | Hole


class Text:
    """A text of parts. Its views are `Known`, `Partial` and `Unknown`."""

    __slots__ = ("at", "parts")
    __match_args__: tuple[str, ...] = ("at",)

    def __init__(self, parts: tuple[Part, ...], at: Span) -> None:
        self.parts = parts
        self.at = at

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    def __str__(self) -> str:
        """The text for people: holes as `${name}`."""
        return "".join(part.text if isinstance(part, Literal) else _short(part) for part in self.parts)

    @property
    def known(self) -> str | None:
        """The whole text where it is known."""
        return None

    @property
    def key(self) -> tuple[str, ...]:
        """The same for two texts that are surely the same, in one unit or across units.

        Literals that follow one another are one, wherever they come from.
        """
        made: list[str] = []
        last: Part | None = None
        for part in self.parts:
            if isinstance(part, Hole):
                made.append(f"\0{part.name}")
            elif isinstance(last, Literal):
                made[-1] += part.text
            else:
                made.append(part.text)
            last = part
        return tuple(made)

    @property
    def holes(self) -> tuple[Hole, ...]:
        return tuple(part for part in self.parts if isinstance(part, Hole))

    @property
    def why(self) -> str:
        """Why it is not known: of its first hole."""
        return next((hole.why for hole in self.holes), "")

    @property
    def origin(self) -> Span:
        """Where it was written: its only part's own place, else the whole expression."""
        return self.parts[0].at if len(self.parts) == 1 else self.at

    @property
    def opening(self) -> str:
        """The literal text that it surely starts with."""
        first = self.parts[0] if self.parts else None
        return first.text if isinstance(first, Literal) else ""

    @property
    def closing(self) -> str:
        """The literal text that it surely ends with."""
        last = self.parts[-1] if self.parts else None
        return last.text if isinstance(last, Literal) else ""

    def placed(self, at: Span) -> Text:
        """The same text, standing at another place: its parts keep their origins."""
        return text(self.parts, at)

    def through(self, via: Via) -> Text:
        """The same text, which came through one more name."""
        return type(self)(tuple(part.through(via) for part in self.parts), self.at)

    def split(self, mark: str) -> tuple[Text, Text] | None:
        """Before and after the first literal `mark`; nothing where no literal holds it."""
        for index, part in enumerate(self.parts):
            if isinstance(part, Literal) and (found := part.text.find(mark)) >= 0:
                after = found + len(mark)
                head = (*self.parts[:index], part.cut(0, found))
                tail = (part.cut(after, len(part.text)), *self.parts[index + 1 :])
                return text(head, self.at), text(tail, self.at)
        return None

    def rsplit(self, mark: str) -> tuple[Text, Text] | None:
        """Before and after the last literal `mark`."""
        for index in range(len(self.parts) - 1, -1, -1):
            part = self.parts[index]
            if isinstance(part, Literal) and (found := part.text.rfind(mark)) >= 0:
                after = found + len(mark)
                head = (*self.parts[:index], part.cut(0, found))
                tail = (part.cut(after, len(part.text)), *self.parts[index + 1 :])
                return text(head, self.at), text(tail, self.at)
        return None

    def after(self, prefix: str) -> Text | None:
        """The rest behind a literal prefix."""
        if not self.opening.startswith(prefix):
            return None
        first = self.parts[0]
        assert isinstance(first, Literal)
        return text((first.cut(len(prefix), len(first.text)), *self.parts[1:]), self.at)

    def before(self, suffix: str) -> Text | None:
        """The rest in front of a literal suffix."""
        if not self.closing.endswith(suffix):
            return None
        last = self.parts[-1]
        assert isinstance(last, Literal)
        return text((*self.parts[:-1], last.cut(0, len(last.text) - len(suffix))), self.at)

    def piece(self, start: int, end: int) -> Literal:
        """A stretch of a known text, at its place where the text is written in one piece."""
        exact = len(self.parts) == 1
        at = self.origin.within(start, end) if exact else self.at
        return Literal((self.known or "")[start:end], at)

    def map(self, change: Callable[[str], str]) -> Text:
        """The text with each literal changed: for changes that work letter by letter."""
        parts = (
            replace(part, text=change(part.text)) if isinstance(part, Literal) else part
            for part in self.parts
        )
        return text(parts, self.at)


class Known(Text):
    """A text that is wholly known."""

    __slots__ = ()
    __match_args__ = ("known", "at")

    def __str__(self) -> str:
        return self.known

    @property
    def known(self) -> str:
        if len(self.parts) == 1 and isinstance(only := self.parts[0], Literal):  # as most of them are
            return only.text
        return "".join(part.text for part in self.parts if isinstance(part, Literal))

    @property
    def key(self) -> tuple[str, ...]:
        return (self.known,)


class Blank(Known):
    """An empty default of a variable: empty where it is compared, to be given where it is used."""

    __slots__ = ("given",)

    def __init__(self, given: Unknown, at: Span) -> None:
        super().__init__((), at)
        self.given = given


class Partial(Text):
    """A text with known parts and holes."""

    __slots__ = ()
    __match_args__ = ("parts", "at")


class Unknown(Text):
    """A value of which no part is known. It may also be no text at all."""

    __slots__ = ()
    __match_args__ = ("why", "at")


def text(parts: Iterable[Part], at: Span) -> Text:
    """A text of parts: neighbours in one piece of source are joined, empty literals left out."""
    kept: list[Part] = []
    for part in parts:
        if isinstance(part, Literal) and not part.text:
            continue
        last = kept[-1] if kept else None
        if isinstance(part, Literal) and isinstance(last, Literal) and _adjoin(last, part):
            at_both = last.at.source.span(last.at.start, part.at.end)
            kept[-1] = Literal(last.text + part.text, at_both, last.via)
        else:
            kept.append(part)
    if all(isinstance(part, Literal) for part in kept):
        return Known(tuple(kept), at)
    return Unknown(tuple(kept), at) if len(kept) == 1 else Partial(tuple(kept), at)


def known(value: str, at: Span) -> Known:
    """A known text, written at a place."""
    return Known((Literal(value, at),), at)


def unknown(name: str, why: str, at: Span, *, fails: bool = False) -> Unknown:
    """A value that is not known: what it stands for, and why."""
    return Unknown((Hole(name, why, at, (), fails),), at)


def join(texts: Iterable[Text], at: Span) -> Text:
    """Texts, one behind the other."""
    return text((part for piece in texts for part in piece.parts), at)


def _adjoin(left: Literal, right: Literal) -> bool:
    a, b = left.at, right.at
    together = a.source is b.source and a.end == b.start and left.via == right.via
    return together and left.exact and right.exact


def _short(hole: Hole) -> str:
    """A hole for people: a placeholder as it stands, a name, or the expression that is unknown."""
    if hole.why.endswith("is a placeholder"):
        return hole.at.text
    if "@" not in hole.name:
        name = _UNIT.sub("", hole.name)
        return name if name.startswith("$(") else f"${{{name.strip('$?')}}}"
    written = " ".join(hole.at.text.split())
    return f"${{{written if len(written) <= 60 else f'{written[:57]}...'}}}"


# Everything that is not text
