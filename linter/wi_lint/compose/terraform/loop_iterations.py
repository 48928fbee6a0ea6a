"""What a loop goes over: one scope for each item, and what is known of the whole."""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.bounds import MAX_ITEMS
from wi_lint.compose.terraform.convert import Front, Set, is_shuffled
from wi_lint.compose.terraform.scope import Scope
from wi_lint.source import Span
from wi_lint.values import (
    Known,
    ListValue,
    Literal,
    MapValue,
    Reason,
    Scalar,
    Unknown,
    Value,
    Why,
    unknown,
)


def within(of: Value) -> Value:
    """A sequence with no more items than we follow; the others are an unknown rest."""
    if isinstance(of, ListValue) and len(of.items) > MAX_ITEMS:
        rest = unknown("items", Reason.TOO_LARGE(f"a list of more than {MAX_ITEMS} items"), of.at)
        return ListValue(of.items[:MAX_ITEMS], of.at, of.more or rest)  # and what may be there is let go
    return of


def why(value: Value) -> Why:
    """Why a value, or a part of it, is not known."""
    match value:
        case Unknown():
            return value.cause
        case ListValue(more=Unknown() as more) | MapValue(more=Unknown() as more):
            return more.cause
        case _:
            return Reason.CONDITIONAL("whether it is there")


def perhaps_iterations(key: str | None, value: str, of: Value, scope: Scope) -> list[Scope]:
    """One scope for each item that may be there; none where there is no work left."""
    match of:
        case Set(perhaps=items):
            there: Value = Set(items, of.at)
        case ListValue(perhaps=items):  # at no place that is known
            there = ListValue(items, of.at, of.more)
        case MapValue(perhaps=fields):
            there = MapValue(fields, of.at)
        case _:
            return []
    return loop_iterations(key, value, there, scope.bind({}, "?")) or []


def loop_iterations(key: str | None, value: str, of: Value, scope: Scope) -> list[Scope] | None:
    """One scope for each item; nothing where the collection is not known at all, or there is no work left."""
    pairs: Iterator[tuple[Value, Value]]
    if isinstance(of, ListValue | MapValue) and scope.names.work.is_spent(len(of.items)):
        return None
    match of:
        case Set(items=items):
            pairs = ((item, item) for item in items)
        case ListValue(items=items, at=at):
            pairs = ((_key(number, of, at), item) for number, item in enumerate(items))
        case MapValue(items=fields):
            pairs = ((Known((Literal(k, fields[k].at),), fields[k].at), fields[k]) for k in sorted(fields))
        case _:
            return None
    return [
        scope.bind({value: item} | ({key: name} if key else {}), f"#{number}")
        for number, (name, item) in enumerate(pairs)
    ]


def _key(number: int, of: Value, at: Span) -> Value:
    """The index of an item; where there may be further ones, nobody knows which."""
    if isinstance(of, ListValue) and of.more is not None and not isinstance(of, Front):
        return unknown(f"{of.more.holes[0].name}#{number}", of.more.cause, at)
    if is_shuffled(of):
        return unknown(f"{at.path}@{at.start}#{number}", Reason.CONDITIONAL("the order of the set"), at)
    return Scalar(number, at)


def is_whole(collection: Value) -> bool:
    """Whether nothing may be in a collection but what is known to be."""
    return not isinstance(collection, ListValue | MapValue) or collection.more is None
