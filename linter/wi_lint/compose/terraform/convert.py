"""Conversions between values, as Terraform makes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wi_lint.source import Span
from wi_lint.values import Blank, Known, Literal, Scalar, Sequence, Table, Text, Value, known


@dataclass(frozen=True, slots=True, eq=False)
class Alike(Sequence):
    """Instances of which it is not known how many there are: each looks like the first."""


def as_text(value: Value) -> Text | None:
    """A value as text: numbers and booleans are written out; null and collections are no text."""
    match value:
        case Text():
            return value
        case Scalar(value=bool() as flag, at=at):
            return known("true" if flag else "false", at)
        case Scalar(value=int() | float() as number, at=at):
            return Known((Literal(number_text(number), at),), at)
        case _:
            return None


def as_piece(value: Value) -> Text | None:
    """A value as text that is used, and not compared: an empty default is to be given."""
    return value.given if isinstance(value, Blank) else as_text(value)


def number_text(number: float) -> str:
    """A number as Terraform writes it.

    >>> number_text(3), number_text(1.5), number_text(2.0)
    ('3', '1.5', '2')
    """
    if isinstance(number, float) and number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return str(number)


def as_bool(value: Value) -> bool | None:
    """A condition, where it is known."""
    match value:
        case Scalar(value=bool() as flag):
            return flag
        case Known(known="true"):
            return True
        case Known(known="false"):
            return False
        case _:
            return None


def as_number(value: Value) -> int | float | None:
    match value:
        case Scalar(value=number) if isinstance(number, int | float) and not isinstance(number, bool):
            return number
        case Known(known=written):
            try:
                return int(written)
            except ValueError:
                return None
        case _:
            return None


def is_null(value: Value) -> bool:
    return isinstance(value, Scalar) and value.value is None


class NotKnown(Exception):
    """A value holds a hole, and so is no plain datum."""


def plain(value: Value) -> Any:
    """A wholly known value as plain Python data. Raises `NotKnown`."""
    match value:
        case Known(known=written):
            return written
        case Scalar(value=datum):
            return datum
        case Sequence(items=items, more=None):
            return [plain(item) for item in items]
        case Table(items=items, more=None):
            return {key: plain(item) for key, item in items.items()}
        case _:
            raise NotKnown


def located(datum: Any, at: Span) -> Value:
    """Plain data as a value, all of it written at one place."""
    match datum:
        case str():
            return known(datum, at)
        case list() | tuple():
            return Sequence(tuple(located(item, at) for item in datum), at)
        case Mapping():
            return Table({str(key): located(item, at) for key, item in datum.items()}, at)
        case bool() | int() | float() | None:
            return Scalar(datum, at)
        case _:
            return known(str(datum), at)
