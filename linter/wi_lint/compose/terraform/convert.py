"""Conversions between values, as Terraform makes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from wi_lint.bounds import MAX_DIGITS
from wi_lint.lazy_re import regex
from wi_lint.source import Span
from wi_lint.values import (
    Known,
    ListValue,
    MapValue,
    Scalar,
    Text,
    Unknown,
    Value,
    as_text,
    known,
)

_NUMBER = regex(r"-?(?:\d{1,400}(?:\.\d{1,400})?|\.\d{1,400})(?:[eE][+-]?\d{1,2})?")


class Alike(ListValue, frozen=True, eq=False):
    """Instances of which it is not known how many there are: each looks like the first."""


class Front(ListValue, frozen=True, eq=False):
    """A list of which the first items are known, each at its place, and what follows is not."""


class Set(ListValue, frozen=True, eq=False):
    """Items without places: in a loop, each is its own key."""


class Shuffled(ListValue, frozen=True, eq=False):
    """A list made of a set of which not all is known: nobody knows its order, or what in it is double."""


def is_shuffled(value: Value) -> bool:
    """Whether the places of a sequence's items are not known."""
    return isinstance(value, Shuffled) or (isinstance(value, Set) and not all(map(is_known, value.items)))


def as_list(
    of: Iterable[Value],
    items: tuple[Value, ...],
    at: Span,
    more: Unknown | None = None,
    perhaps: tuple[Value, ...] = (),
    closed: bool = False,
) -> ListValue:
    """A list of items that were taken from some values, in their order if they have one."""
    return (Shuffled if any(map(is_shuffled, of)) else ListValue)(items, at, more, perhaps, closed)


def fails(value: Value) -> bool:
    """Whether Terraform refuses to evaluate an expression that has this value."""
    match value:
        case Known():
            return False
        case Text():
            return any(hole.fails for hole in value.holes)
        case ListValue(items=items):
            return any(map(fails, items))
        case MapValue(items=dict() as items):
            return any(map(fails, items.values()))
        case _:
            return False


def is_known(value: Value) -> bool:
    """Whether a value is known to its last part."""
    match value:
        case Text():
            return value.known is not None
        case ListValue(items=items, more=more):
            return more is None and all(map(is_known, items))
        case MapValue(items=fields, more=more):
            return more is None and all(map(is_known, fields.values()))
        case _:
            return True


def unified(value: Value, others: Iterable[Value]) -> Value:
    """A value beside others of which all are to have one type: text takes numbers along."""
    match value:
        case Scalar(value=bool() | int() | float()) if any(map(_spells, others)):
            return as_text(value) or value
        case ListValue(items=items):
            beside = [item for other in others if isinstance(other, ListValue) for item in other.items]
            return replace(value, items=_unified_items((*items, *beside))[: len(items)])
        case _:
            return value


def _unified_items(items: tuple[Value, ...]) -> tuple[Value, ...]:
    """Items of which all are to have one type."""
    if any(isinstance(item, ListValue) for item in items):
        return tuple(unified(item, items) for item in items)
    if not any(map(_spells, items)):
        return items
    return tuple(as_text(item) or item if isinstance(item, Scalar) else item for item in items)


def _spells(value: Value) -> bool:
    """Whether a value is surely text: what is wholly unknown may be a number."""
    return isinstance(value, Text) and not (value.parts and len(value.parts) == len(value.holes))


def as_number(value: Value) -> int | float | None:
    match value:
        case Scalar(value=number) if isinstance(number, int | float) and not isinstance(number, bool):
            return number
        case Known(known=written):
            return _number(written)
        case _:
            return None


def _number(written: str) -> int | float | None:
    if not _NUMBER.fullmatch(written):
        return None
    return number_of(Decimal(written))


def number_of(exact: Decimal) -> int | float | None:
    """A number as Terraform holds it: whole ones are whole, however they were made."""
    if not exact.is_finite() or abs(exact.adjusted()) > MAX_DIGITS:
        return None
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def set_of(value: ListValue) -> Set:
    """A list as a set: in the order in which Terraform shows it."""
    items = ordered(distinct(_unified_items(value.items)))
    return Set(items, value.at, value.more, tuple(distinct(_unified_items(value.perhaps))), value.closed)


def ordered(items: Iterable[Value]) -> tuple[Value, ...]:
    """The items of a set in its order, texts by letters, numbers by size; what is not known comes last."""
    return tuple(sorted(items, key=_rank))


def _rank(item: Value) -> tuple[bool, float, str]:
    if isinstance(item, Text):
        return item.known is None, 0, item.known or ""
    return not is_known(item), as_number(item) or 0, ""


def distinct(items: Iterable[Value]) -> Iterable[Value]:
    """Items without those that were there before."""
    seen: set[object] = set()
    for item in items:
        made = as_text(item)
        key = made.key if made is not None else id(item)
        if key not in seen:
            seen.add(key)
            yield item


class NotKnown(Exception):
    """A value holds a hole, and so is no plain datum."""


def plain(value: Value) -> Any:
    """A wholly known value as plain Python data. Raises `NotKnown`."""
    match value:
        case Text() if (written := value.known) is not None:
            return written
        case Scalar(value=datum):
            return datum
        case ListValue(items=items, more=None):
            return [plain(item) for item in items]
        case MapValue(items=items, more=None):
            return {key: plain(item) for key, item in items.items()}
        case _:
            raise NotKnown


def located(datum: Any, at: Span) -> Value:
    """Plain data as a value, all of it written at one place."""
    match datum:
        case str():
            return known(datum, at)
        case list() | tuple():
            return ListValue(tuple(located(item, at) for item in datum), at)
        case Mapping():
            return MapValue({str(key): located(item, at) for key, item in datum.items()}, at)
        case bool() | int() | float() | None:
            return Scalar(datum, at)
        case _:
            return known(str(datum), at)
