"""What names mean at one place: the module they are read in, loop variables, `each` and `count`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct, field

from wi_lint.bounds import MAX_EVALUATIONS, MAX_ROOT_INSTANCES
from wi_lint.patterns import Effort
from wi_lint.source import Source, Span
from wi_lint.values import (
    Unknown,
    Value,
    Why,
    unknown,
)

Place = tuple[str, int, int]
"""Where something is written, as spans are ordered."""


class Work(Struct):
    """What is left of the work of one root module: below nought where it asked for more."""

    left: int = MAX_EVALUATIONS
    instances: int = MAX_ROOT_INSTANCES
    """How many instances of blocks may still be made."""
    patterns: Effort = field(default_factory=Effort)
    """What its regular expressions may still take."""
    off: list[tuple[str, Span, frozenset[Place]]] = field(default_factory=list)
    """What is switched off: how a block is called, where it is, and by what literals.

    Those are each `false` that its count asks for.
    """
    on: frozenset[Place] = frozenset()
    """Those of them that are taken for `true`."""

    def has_room(self, many: int) -> bool:
        """Make some instances, and say whether there is room for them."""
        if many > self.instances >= 0:
            self.instances = -1
        elif self.instances >= 0:
            self.instances -= many
        return self.instances >= 0

    def is_spent(self, cost: int = 1) -> bool:
        """Spend some, and say whether they are too many."""
        self.left -= cost
        return self.left < 0


class Names(Protocol):
    """What a module instance answers: the value behind the first words of a reference."""

    @property
    def work(self) -> Work:
        """What may still be evaluated."""
        ...

    @property
    def prefix(self) -> str:
        """Unit and module path, which qualify the names of holes."""
        ...

    def lookup(self, words: tuple[str, ...], at: Span) -> tuple[Value, int] | None:
        """The value that a reference starts at, and how many words of it are used up."""
        ...

    def file(self, path: str) -> Source | None:
        """A file of the tree, by a path as Terraform reads it; nothing where it is not there."""
        ...

    def below(self, path: str) -> tuple[str, ...]:
        """The files at any depth below a folder, relative to it."""
        ...

    def apply(self, name: str, args: list[Value], at: Span) -> Value | None:
        """The value of a function that only is there where these names are; nothing of others."""
        ...


class Scope(Struct, frozen=True):
    """Where an expression is evaluated. `tag` tells apart the rounds of loops."""

    source: Source
    names: Names
    variables: Mapping[str, Value] = field(default_factory=dict)
    tag: str = ""
    depth: int = 0
    at: Span | None = None
    """The place that everything is reported at, where the text is not the user's."""

    def span(self, start: int, end: int) -> Span:
        return self.at or Span(self.source, start, end)

    def deeper(self) -> Scope:
        """The same scope, one evaluation further down."""
        return Scope(self.source, self.names, self.variables, self.tag, self.depth + 1, self.at)

    def bind(self, variables: Mapping[str, Value], tag: str) -> Scope:
        """The scope of one round of a loop."""
        bound = {**self.variables, **variables}
        return Scope(self.source, self.names, bound, f"{self.tag}{tag}", self.depth, self.at)

    def reported_at(self, at: Span) -> Scope:
        """The same scope, with everything reported at one place."""
        return Scope(self.source, self.names, self.variables, self.tag, self.depth, at)

    def hole(self, start: int, end: int, cause: Why, *, fails: bool = False) -> Unknown:
        """What an expression stands for that cannot be evaluated: named by its place."""
        name = f"{self.names.prefix}:{self.source.path}@{start}{self.tag}"
        return unknown(name, cause, self.span(start, end), fails=fails)


class Bare(Struct, frozen=True):
    """No names at all: where values are written for others."""

    prefix: str
    work: Work = field(default_factory=Work)

    def lookup(self, words: tuple[str, ...], at: Span) -> tuple[Value, int] | None:  # noqa: ARG002
        return None

    def file(self, path: str) -> Source | None:  # noqa: ARG002
        return None

    def below(self, path: str) -> tuple[str, ...]:  # noqa: ARG002
        return ()

    def apply(self, name: str, args: list[Value], at: Span) -> Value | None:  # noqa: ARG002
        return None


class Template(Struct, frozen=True):
    """The names inside a template file: its variables alone, and the files of its module."""

    around: Names

    @property
    def work(self) -> Work:
        return self.around.work

    @property
    def prefix(self) -> str:
        return self.around.prefix

    def lookup(self, words: tuple[str, ...], at: Span) -> tuple[Value, int] | None:  # noqa: ARG002
        return None

    def file(self, path: str) -> Source | None:
        return self.around.file(path)

    def below(self, path: str) -> tuple[str, ...]:
        return self.around.below(path)

    def apply(self, name: str, args: list[Value], at: Span) -> Value | None:
        return self.around.apply(name, args, at)
