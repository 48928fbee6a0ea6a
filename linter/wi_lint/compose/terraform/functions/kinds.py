"""What every function is: values in, and a value out where these files tell it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wi_lint.compose.terraform.convert import NotKnown, is_shuffled
from wi_lint.source import Span
from wi_lint.values import ListValue, MapValue, Unknown, Value

Args = list[Value]
Function = Callable[[Args, Span], Value | None]


class Fails(Exception):
    """Terraform would refuse this call; says why."""


def items_of(value: Value, *, flat: bool = False) -> Iterable[Value]:
    """The items of a collection that is wholly there, in order. Raises `NotKnown`."""
    if is_shuffled(value):
        raise NotKnown
    match value:
        case ListValue(items=items, more=None):
            for item in items:
                if flat and isinstance(item, ListValue):
                    yield from items_of(item, flat=True)
                else:
                    yield item
        case MapValue(items=fields, more=None) if not flat:
            yield from fields.values()
        case _ if flat and not isinstance(value, Unknown):
            yield value
        case _:
            raise NotKnown
