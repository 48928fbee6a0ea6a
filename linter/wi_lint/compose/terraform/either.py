"""A value that is one of two: what both have in common is known."""

from __future__ import annotations

from msgspec.structs import replace

from wi_lint.values import ListValue, MapValue, Match, Scalar, Text, Unknown, Value, compare, unknown


def either(one: Value, other: Value, hole: Unknown) -> Value:
    """What is known of a value that is one of two; `hole` stands for what is not."""
    match one, other:
        case Text(), Text():
            return one if compare(one, other) is Match.SAME else hole
        case Scalar(), Scalar():
            return one if one.value == other.value and type(one.value) is type(other.value) else hole
        case ListValue(), ListValue() if type(one) is type(other) and len(one.items) == len(other.items):
            if one.more or other.more:
                return hole
            pairs = enumerate(zip(one.items, other.items, strict=True))
            return replace(one, items=tuple(either(*pair, _inner(hole, number)) for number, pair in pairs))
        case MapValue(), MapValue():
            alike = one.items.keys() == other.items.keys() and not (one.more or other.more)
            fields = {
                key: either(one.items[key], other.items[key], _inner(hole, key))
                for key in one.items
                if key in other.items
            }
            return MapValue(fields, one.at, None if alike else hole)
        case _:
            return hole


def _inner(hole: Unknown, key: str | int) -> Unknown:
    return unknown(f"{hole.holes[0].name}.{key}", hole.cause, hole.at)
