"""Values that are no texts, and what holds several: numbers, sequences, tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import force_setattr

from wi_lint.source import Span
from wi_lint.values.reasons import Why
from wi_lint.values.texts import Known, Text, Unknown


class Scalar(Struct, frozen=True, eq=False):
    """Null, a boolean or a number."""

    value: bool | int | float | None
    at: Span


class ListValue(Struct, frozen=True, eq=False):
    """Items in order. `more`: a hole that may stand for further ones.

    `perhaps`: items that may be among the further ones. `closed`: that there are no others than these.
    """

    items: tuple[Value, ...]
    at: Span
    more: Unknown | None = None
    perhaps: tuple[Value, ...] = ()
    closed: bool = False
    weight: int = 0
    """What it holds, itself included: counted when it is made, whatever it is said to be."""

    def __post_init__(self) -> None:
        force_setattr(self, "weight", 1 + sum(map(weight, self.items)) + sum(map(weight, self.perhaps)))

    @property
    def is_closed(self) -> bool:
        """Whether all is known that may be in it."""
        return self.more is None or self.closed


class MapValue(Struct, frozen=True, eq=False):
    """Values by name. `more`: a hole that may stand for further ones; `perhaps`, `closed` as of a list.

    A name that is surely there is never one that may be.
    """

    items: Mapping[str, Value]
    at: Span
    more: Unknown | None = None
    perhaps: Mapping[str, Value] = {}
    closed: bool = False
    weight: int = 0
    """As a list has it."""

    def __post_init__(self) -> None:
        # a mapping that makes its values when they are asked for says what it weighs
        said: int | None = getattr(self.items, "weight", None)
        whole = 1 + sum(map(weight, self.items.values())) if said is None else said
        maybe: int | None = getattr(self.perhaps, "weight", None)
        whole += sum(map(weight, self.perhaps.values())) if maybe is None else maybe
        force_setattr(self, "weight", whole)

    @property
    def is_closed(self) -> bool:
        """Whether all is known that may be in it."""
        return self.more is None or self.closed


Value = Text | Scalar | ListValue | MapValue


def weight(value: Value) -> int:
    """How much a value holds, with all that it holds: what stands in it twice counts twice."""
    if isinstance(value, Known):  # asked for each value that is made, and so the commonest first
        return len(value.parts) + len(value.known) // 64
    if isinstance(value, Text):
        return len(value.parts) + value.shortest // 64
    return 1 if isinstance(value, Scalar) else value.weight


def walk(value: Value) -> Iterator[Text]:
    """Every text inside a value."""
    todo: list[Value] = [value]
    while todo:
        match todo.pop():
            case Text() as found:
                yield found
            case ListValue(items=items):
                todo.extend(reversed(items))
            case MapValue(items=fields):
                todo.extend(reversed(list(fields.values())))
            case Scalar():
                pass


def doubt(*values: Value) -> Why | None:
    """Why something in some values is not known: the first reason, or nothing where all of it is."""
    for value in values:
        match value:
            case Text(holes=holes):
                found = holes[0].cause if holes else None
            case ListValue(items=items, more=more):
                found = more.cause if more else doubt(*items)
            case MapValue(items=fields, more=more):
                found = more.cause if more else doubt(*fields.values())
            case _:
                found = None
        if found:
            return found
    return None
