"""What is inside a value: attributes and items."""

from __future__ import annotations

from wi_lint.compose.terraform.convert import Alike, Front, Set, Shuffled, as_number
from wi_lint.source import Span
from wi_lint.values import (
    Attribute,
    Known,
    ListValue,
    MapValue,
    Reason,
    Unknown,
    Value,
    as_text,
    unknown,
)


def attribute(value: Value, name: str, at: Span) -> Value:
    """`value.name`"""
    match value:
        case MapValue(items=items, more=more):
            if name in items:
                return items[name]
            return _inside(more, name, at) if more else _absent(name, at)
        case Unknown():
            return _inside(value, name, at)
        case ListValue(items=items) if name.isdigit():
            return items[int(name)] if int(name) < len(items) else _absent(name, at)
        case _:
            return _absent(name, at)


def _inside(value: Unknown, name: str, at: Span) -> Value:
    hole = value.holes[0]
    of = hole.of.inner(name) if hole.of is not None else Attribute("", hole.name, name)
    return unknown(f"{hole.name}.{name}", hole.cause, at, fails=hole.fails, of=of)


def _absent(name: str, at: Span) -> Value:
    return unknown(
        f"{at.path}@{at.start}.{name}", Reason.NOT_DECLARED(f"its attribute '{name}'"), at, fails=True
    )


def index(of: Value, key: Value, unclear: Unknown) -> Value:
    """`of[key]`; `unclear` stands for what cannot be reported."""
    name = as_text(key)
    match of:
        case ListValue():
            return _item(of, as_number(key), unclear)
        case MapValue():
            return attribute(of, name.known, unclear.at) if isinstance(name, Known) else unclear
        case Unknown() if name is not None:
            hole = of.holes[0]
            inner = name.known if name.known is not None else "|".join(name.key)
            return unknown(f"{hole.name}[{inner}]", hole.cause, unclear.at, fails=hole.fails, of=hole.of)
        case Unknown():
            return unclear
        case _:
            return _absent("[]", unclear.at)


def _item(of: ListValue, number: float | None, unclear: Unknown) -> Value:
    """An item of a list, where it is known which one stands there."""
    at = unclear.at
    if isinstance(of, Set):
        return _absent("[]", at)
    if number is None or isinstance(number, float) or isinstance(of, Shuffled):
        return unclear
    if isinstance(of, Alike):
        return of.items[0]
    if isinstance(of, Front) and -1 < number < len(of.items):
        return of.items[number]
    if of.more is not None:
        return unclear  # where the further ones stand is not known either
    return of.items[number] if -1 < number < len(of.items) else _absent(str(number), at)
