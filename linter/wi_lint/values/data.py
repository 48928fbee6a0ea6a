"""Values that are no texts, and what holds several: numbers, sequences, tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from wi_lint.source import Span
from wi_lint.values.reasons import Why
from wi_lint.values.texts import Literal, Text, Unknown


@dataclass(frozen=True, slots=True, eq=False)
class Scalar:
    """Null, a boolean or a number."""

    value: bool | int | float | None
    at: Span


MAX_WEIGHT = 50_000
"""Heaviest value that is kept, in items, parts and pieces of text of 64 characters."""


@dataclass(frozen=True, slots=True, eq=False)
class ListValue:
    """Items in order. `more`: a hole that may stand for further ones."""

    items: tuple[Value, ...]
    at: Span
    more: Unknown | None = None
    weight: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "weight", 1 + sum(map(weight, self.items)))


@dataclass(frozen=True, slots=True, eq=False)
class MapValue:
    """Values by name. `more`: a hole that may stand for further ones."""

    items: Mapping[str, Value]
    at: Span
    more: Unknown | None = None
    weight: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        # a mapping that makes its values when they are asked for says what it weighs
        said: int | None = getattr(self.items, "weight", None)
        whole = 1 + sum(map(weight, self.items.values())) if said is None else said
        object.__setattr__(self, "weight", whole)


Value = Text | Scalar | ListValue | MapValue


def weight(value: Value) -> int:
    """How much a value holds, with all that it holds: what stands in it twice counts twice."""
    match value:
        case Text(parts=parts):
            return len(parts) + sum(len(part.text) for part in parts if isinstance(part, Literal)) // 64
        case ListValue() | MapValue():
            return value.weight
        case _:
            return 1


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
