"""A value that is one of two: what both have in common is known, and what one has may be there."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from msgspec.structs import replace

from wi_lint.compose.terraform.convert import Set, distinct
from wi_lint.values import ListValue, MapValue, Match, Scalar, Text, Unknown, Value, as_text, compare, unknown


def either(one: Value, other: Value, hole: Unknown) -> Value:
    """What is known of a value that is one of two; `hole` stands for what is not."""
    match one, other:
        case Text(), Text():
            return one if compare(one, other) is Match.SAME else hole
        case Scalar(), Scalar():
            return one if one.value == other.value and type(one.value) is type(other.value) else hole
        case ListValue(), ListValue() if _are_level(one, other):
            pairs = enumerate(zip(one.items, other.items, strict=True))
            return replace(one, items=tuple(either(*pair, _inner(hole, number)) for number, pair in pairs))
        case ListValue(), ListValue():
            return _list_of(one, other, hole)
        case MapValue(), MapValue():
            return _map_of(one, other, hole)
        case _:
            return hole


def _are_level(one: ListValue, other: ListValue) -> bool:
    """Whether two lists have the same places, which a set has not."""
    is_whole = not (one.more or other.more or isinstance(one, Set) or isinstance(other, Set))
    return is_whole and type(one) is type(other) and len(one.items) == len(other.items)


def _list_of(one: ListValue, other: ListValue, hole: Unknown) -> ListValue:
    """A list that is one of two: what both have is in it, what one has may be, and where is not known."""
    kind = Set if isinstance(one, Set) and isinstance(other, Set) else ListValue
    there = {made.key for item in other.items if (made := as_text(item)) is not None}
    items = tuple(item for item in one.items if (made := as_text(item)) is not None and made.key in there)
    every = distinct((*items, *one.items, *other.items, *one.perhaps, *other.perhaps))
    sure = set(map(id, items))
    perhaps = tuple(item for item in every if id(item) not in sure)
    alike = kind is Set and not perhaps and not (one.more or other.more)
    return kind(items, one.at, None if alike else hole, perhaps, one.is_closed and other.is_closed)


def _map_of(one: MapValue, other: MapValue, hole: Unknown) -> MapValue:
    """A map that is one of two: the names of both are in it."""
    fields = {
        key: either(one.items[key], other.items[key], _inner(hole, key))
        for key in one.items
        if key in other.items
    }
    perhaps: dict[str, Value] = {}
    for key, value in chain.from_iterable(map(_entries, (one, other))):
        if key not in fields:
            perhaps[key] = either(perhaps[key], value, _inner(hole, key)) if key in perhaps else value
    alike = not perhaps and not (one.more or other.more)
    return MapValue(fields, one.at, None if alike else hole, perhaps, one.is_closed and other.is_closed)


def _entries(value: MapValue) -> Iterable[tuple[str, Value]]:
    """All that is in a map, or may be."""
    return chain(value.items.items(), value.perhaps.items())


def _inner(hole: Unknown, key: str | int) -> Unknown:
    return unknown(f"{hole.holes[0].name}.{key}", hole.cause, hole.at)
