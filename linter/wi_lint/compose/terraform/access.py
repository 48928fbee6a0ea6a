"""What is inside a value: attributes and items."""

from __future__ import annotations

from wi_lint.compose.terraform.convert import Alike, as_number, as_text
from wi_lint.source import Span
from wi_lint.values import Known, Sequence, Table, Unknown, Value, unknown


def attribute(value: Value, name: str, at: Span) -> Value:
    """`value.name`"""
    match value:
        case Table(items=items, more=more):
            if name in items:
                return items[name]
            return _inside(more, name, at) if more else _absent(name, at)
        case Unknown():
            return _inside(value, name, at)
        case Sequence(items=items) if name.isdigit():
            return items[int(name)] if int(name) < len(items) else _absent(name, at)
        case _:
            return _absent(name, at)


def _inside(value: Unknown, name: str, at: Span) -> Value:
    hole = value.holes[0]
    return unknown(f"{hole.name}.{name}", hole.why, at)


def _absent(name: str, at: Span) -> Value:
    return unknown(f"{at.path}@{at.start}.{name}", f"it has no attribute '{name}'", at)


def index(of: Value, key: Value, unclear: Unknown) -> Value:
    """`of[key]`; `unclear` stands for what cannot be told."""
    at = unclear.at
    number, name = as_number(key), as_text(key)
    if isinstance(of, Alike) and number is not None:
        return of.items[0]
    if isinstance(of, Sequence) and of.more is not None:
        return unclear  # where the further ones stand is not known either
    if isinstance(of, Sequence) and number is not None and not isinstance(number, float):
        if -1 < number < len(of.items):
            return of.items[number]
        return _absent(str(number), at)
    if isinstance(of, Table) and isinstance(name, Known):
        return attribute(of, name.known, at)
    if isinstance(of, Unknown) and name is not None:
        hole = of.holes[0]
        inner = name.known if name.known is not None else "|".join(name.key)
        return unknown(f"{hole.name}[{inner}]", hole.why, at)
    return unclear
