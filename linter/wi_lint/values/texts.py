"""Texts: parts that are known, and holes for those that are not.

A text is its text. Whatever is asked of one (prefix, suffix, search, length, equality) is asked of what
it reads like, whether it was written in one piece or put together of many; the parts only say where each
stretch comes from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from wi_lint.bounds import MAX_PROVENANCE
from wi_lint.lazy_re import regex
from wi_lint.source import Span
from wi_lint.unit import KINDS
from wi_lint.values.effort import weigh
from wi_lint.values.reasons import Reason, Why

HOLE = "\0"
"""What stands for a hole in `Text.written`. No file that is read holds it."""

_WRITTEN = frozenset({Reason.PLACEHOLDER, Reason.REPLACED})
"""Reasons of holes in whose place something is written, which is how people know them."""
_UNIT = regex(rf"(?:{'|'.join(KINDS)})/[^:]*:")
"""What qualifies the name of a hole: its unit, and the module that it is in."""


class Provenance(Struct, frozen=True):
    """A name that a text came through: where it stands, and what it is (a variable, an argument).

    `taken`: whether it is what something else says of itself, and was referred to from there.
    """

    at: Span
    what: str
    taken: bool = False


class Literal(Struct, frozen=True, eq=False):
    """Text that is known, where it was written, and the names that it came through since.

    `exact` says that the span holds this very text, so that a part of it has a span too.
    """

    text: str
    at: Span
    provenance: tuple[Provenance, ...] = ()

    @property
    def exact(self) -> bool:
        at = self.at
        return at.end - at.start == len(self.text) and at.text == self.text

    def with_provenance(self, provenance: Provenance) -> Literal:
        return Literal(self.text, self.at, (*self.provenance, provenance)[:MAX_PROVENANCE])

    def cut(self, start: int, end: int) -> Literal:
        """The part of the text between two offsets."""
        if start == 0 and end == len(self.text):
            return self
        at = self.at.within(start, end) if self.exact else self.at
        return Literal(self.text[start:end], at, self.provenance)


class Attribute(Struct, frozen=True):
    """An attribute of a resource of Terraform, such as `number` of `data.google_project.this`.

    `kind`: the resource's type. `address`: of the resource, with its module. An empty name is the
    resource as a whole.
    """

    kind: str
    address: str
    name: str = ""

    def inner(self, name: str) -> Attribute:
        """What is inside it."""
        return replace(self, name=f"{self.name}.{name}" if self.name else name)

    def made_by(self, function: str) -> Attribute:
        """What a function makes of it, which is another text."""
        return replace(self, name=f"{function}({self.name})")


class Hole(Struct, frozen=True, eq=False):
    """A text that exists, but that these files do not tell.

    `name` says what it stands for, qualified by its unit: one name, one text. `cause`: why it is not
    known. `fails`: its expression is one that its tool refuses to evaluate. `of`: the attribute that
    it is, where it is one.
    """

    name: str
    cause: Why
    at: Span
    provenance: tuple[Provenance, ...] = ()
    fails: bool = False
    of: Attribute | None = None

    @property
    def why(self) -> str:
        """Why it is not known, for people."""
        return str(self.cause)

    def with_provenance(self, provenance: Provenance) -> Hole:
        return replace(self, provenance=(*self.provenance, provenance)[:MAX_PROVENANCE])

    def made_by(self, function: str, *args: str) -> Hole:
        """What a function makes of it: the same text wherever the same function is given the same hole."""
        name = f"{function}({', '.join((self.name, *args))})"
        return replace(self, name=name, of=self.of.made_by(function) if self.of is not None else None)


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
    def written(self) -> str:
        """What it reads like, with `HOLE` for each hole."""
        return "".join(_read(part) for part in self.parts)

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
    def cause(self) -> Why | None:
        """Why it is not known: of its first hole; nothing where it is known."""
        return next((hole.cause for hole in self.holes), None)

    @property
    def why(self) -> str:
        """Why it is not known, for people; empty where it is known."""
        return next((hole.why for hole in self.holes), "")

    @property
    def origin(self) -> Span:
        """Where it was written: its only part's own place, else the whole expression.

        What something else says of itself was not written for this: the reference to it was.
        """
        if len(self.parts) != 1 or any(step.taken for step in self.parts[0].provenance):
            return self.at
        return self.parts[0].at

    @property
    def here(self) -> Span:
        """Where it stands in what is judged: its own place, or the expression that a name brought it to.

        A fault of what a text is for belongs here, and not where somebody rightly wrote what it says.
        """
        return self.at if any(part.provenance for part in self.parts) else self.origin

    # what it reads like, whatever it is put together of

    @property
    def opening(self) -> str:
        """The literal text that it surely starts with."""
        return self.written.partition(HOLE)[0]

    @property
    def closing(self) -> str:
        """The literal text that it surely ends with."""
        return self.written.rpartition(HOLE)[2]

    @property
    def is_open_in_front(self) -> bool:
        """Whether it starts with a hole."""
        return bool(self.parts) and isinstance(self.parts[0], Hole)

    @property
    def is_open_behind(self) -> bool:
        """Whether it ends with a hole."""
        return bool(self.parts) and isinstance(self.parts[-1], Hole)

    @property
    def shortest(self) -> int:
        """How many characters of it are known."""
        return sum(len(part.text) for part in self.parts if isinstance(part, Literal))

    def holds(self, mark: str) -> bool:
        """Whether some literal text surely stands in it."""
        return mark in self.written

    def each(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """The stretches of known text that a pattern finds; none of them spans a hole."""
        written = self.written
        for start, end in _stretches(written):
            yield from (found.span() for found in pattern.finditer(written, start, end))

    def search(self, pattern: re.Pattern[str]) -> Literal | None:
        """The first of them."""
        found = next(self.each(pattern), None)
        return self.literal(*found) if found is not None else None

    def runs(self) -> Iterator[Part]:
        """Its holes, and the literals between them, neighbours put together."""
        done = 0
        for start, end in _stretches(self.written):
            yield from self.cut(done, start).holes
            yield self.literal(start, end)
            done = end
        yield from self.beyond(done).holes

    def split(self, mark: str) -> tuple[Text, Text] | None:
        """Before and after the first literal `mark`; nothing where no literal holds it."""
        found = self.written.find(mark)
        return (self.upto(found), self.beyond(found + len(mark))) if found >= 0 else None

    def rsplit(self, mark: str) -> tuple[Text, Text] | None:
        """Before and after the last literal `mark`."""
        found = self.written.rfind(mark)
        return (self.upto(found), self.beyond(found + len(mark))) if found >= 0 else None

    def after(self, prefix: str) -> Text | None:
        """The rest behind a literal prefix."""
        return self.beyond(len(prefix)) if self.written.startswith(prefix) else None

    def before(self, suffix: str) -> Text | None:
        """The rest in front of a literal suffix."""
        written = self.written
        return self.upto(len(written) - len(suffix)) if written.endswith(suffix) else None

    # stretches of it, by offsets in `written`

    def upto(self, end: int) -> Text:
        return self.cut(0, end)

    def beyond(self, start: int) -> Text:
        return self.cut(start, len(self.written))

    def cut(self, start: int, end: int) -> Text:
        """A stretch, whose parts keep their origins."""
        weigh(self, 2)
        parts = self.parts
        if len(parts) == 1 and isinstance(only := parts[0], Literal) and 0 <= start < end <= len(only.text):
            return Known((only.cut(start, end),), self.at)  # as most of them are
        return _made(tuple(self._parts_between(start, end)), self.at)

    def literal(self, start: int, end: int) -> Literal:
        """A stretch of known text as one literal, at its own place where it is written in one piece."""
        parts = tuple(self._parts_between(start, end))
        if len(parts) == 1 and isinstance(only := parts[0], Literal):
            return only
        return Literal(self.written[start:end], self.at)

    def _parts_between(self, start: int, end: int) -> list[Part]:
        found: list[Part] = []
        base = 0
        for part in self.parts:
            if base >= end:
                break
            behind = base + (len(part.text) if isinstance(part, Literal) else 1)
            if start < behind:
                if isinstance(part, Literal) and (base < start or end < behind):
                    part = part.cut(max(start - base, 0), min(end, behind) - base)
                found.append(part)
            base = behind
        return found

    # the same text, otherwise

    def placed(self, at: Span) -> Text:
        """The same text, standing at another place: its parts keep their origins."""
        return _made(self.parts, at)

    def with_provenance(self, provenance: Provenance) -> Text:
        """The same text, which came through one more name."""
        return type(self)(tuple(part.with_provenance(provenance) for part in self.parts), self.at)

    def map(self, change: Callable[[str], str]) -> Text:
        """The text with each literal changed: for changes that work letter by letter."""
        parts = (
            replace(part, text=change(part.text)) if isinstance(part, Literal) else part
            for part in self.parts
        )
        return text(parts, self.at)


class Known(Text):
    """A text that is wholly known."""

    __slots__ = ("known",)
    __match_args__ = ("known", "at")

    def __init__(self, parts: tuple[Part, ...], at: Span) -> None:
        self.parts = parts
        self.at = at
        # asked for again and again, so put together once
        whole = "".join([part.text for part in parts if type(part) is Literal])
        self.known: str = whole  # pyright: ignore[reportIncompatibleMethodOverride]

    def __str__(self) -> str:
        return self.known

    @property
    def written(self) -> str:
        return self.known.replace(HOLE, "\ufffd")

    def search(self, pattern: re.Pattern[str]) -> Literal | None:
        found = pattern.search(self.written)
        return self.literal(*found.span()) if found is not None else None

    @property
    def key(self) -> tuple[str, ...]:
        return (self.known,)

    @property
    def holes(self) -> tuple[Hole, ...]:
        return ()


class EmptyDefault(Known):
    """An empty default of a variable: empty where it is compared, to be given where it is used."""

    __slots__ = ("given",)

    def __init__(self, given: Unknown, at: Span) -> None:
        super().__init__((), at)
        self.given = given

    def with_provenance(self, provenance: Provenance) -> Text:  # noqa: ARG002 (it has no part that comes from anywhere)
        return self


class Partial(Text):
    """A text with known parts and holes."""

    __slots__ = ()
    __match_args__ = ("parts", "at")


class Unknown(Text):
    """A value of which no part is known. It may also be no text at all."""

    __slots__ = ()
    __match_args__ = ("why", "at")

    @property
    def hole(self) -> Hole:
        only = self.parts[0]
        assert isinstance(only, Hole)
        return only

    @property
    def cause(self) -> Why:
        return self.hole.cause


def text(parts: Iterable[Part], at: Span) -> Text:
    """A text of parts: neighbours in one piece of source are joined, empty literals left out."""
    kept: list[Part] = []
    last: Literal | None = None  # the part before, where it is literal
    literals = 0
    for part in parts:
        if type(part) is Hole:
            kept.append(part)
            last = None
        elif isinstance(part, Literal) and part.text:
            if last is not None and _adjoin(last, part):
                at_both = last.at.source.span(last.at.start, part.at.end)
                last = kept[-1] = Literal(last.text + part.text, at_both, last.provenance)
            else:
                kept.append(part)
                last = part
                literals += 1
    return _made(tuple(kept), at, literals)


def _made(parts: tuple[Part, ...], at: Span, literals: int | None = None) -> Text:
    """The view of parts that are joined as far as they can be. `literals`: how many of them are known."""
    if len(parts) == 1:
        return Known(parts, at) if type(parts[0]) is Literal else Unknown(parts, at)
    if literals is None:
        literals = sum([type(part) is Literal for part in parts])
    return Known(parts, at) if literals == len(parts) else Partial(parts, at)


def known(value: str, at: Span) -> Known:
    """A known text, written at a place."""
    return Known((Literal(value, at),), at)


def unknown(name: str, cause: Why, at: Span, *, fails: bool = False, of: Attribute | None = None) -> Unknown:
    """A value that is not known: what it stands for, and why."""
    return Unknown((Hole(name, cause, at, (), fails, of),), at)


def join(texts: Iterable[Text], at: Span) -> Text:
    """Texts, one behind the other."""
    return text((part for piece in texts for part in piece.parts), at)


def _read(part: Part) -> str:
    """A part as it reads; a literal never holds the mark of a hole."""
    return part.text.replace(HOLE, "\ufffd") if isinstance(part, Literal) else HOLE


def _stretches(written: str) -> Iterator[tuple[int, int]]:
    """Where the known stretches of a text start and end."""
    start = 0
    while start <= len(written):
        end = written.find(HOLE, start)
        end = len(written) if end < 0 else end
        if start < end:
            yield start, end
        start = end + 1


def _adjoin(left: Literal, right: Literal) -> bool:
    a, b = left.at, right.at
    together = a.source is b.source and a.end == b.start and left.provenance == right.provenance
    return together and left.exact and right.exact


_FILLED_IN = regex(
    r"(?:(?P<project>provider\.google(?:\.\w+)?\.project|gcloud's project|project)"
    r"|(?P<namespace>kubectl's namespace|namespace)|(?P<release>release))"
)
"""What people put somewhere, and no file calls by a name."""


def _short(hole: Hole) -> str:
    """A hole for people: what stands there and is replaced, a name, or the expression that is unknown."""
    if hole.cause.reason in _WRITTEN:
        return hole.cause.about
    if (asked := _FILLED_IN.fullmatch(_UNIT.sub("", hole.name))) is not None:
        return {"project": "PROJECT_ID", "namespace": "NAMESPACE", "release": "RELEASE"}[
            asked.lastgroup or ""
        ]
    if "@" not in hole.name:
        name = _UNIT.sub("", hole.name)
        return name if name.startswith("$(") else f"${{{name.strip('$?')}}}"
    written = " ".join(hole.at.text.split())
    return f"${{{written if len(written) <= 60 else f'{written[:57]}...'}}}"
