"""Values as text, and as conditions, as Terraform and charts take them."""

from __future__ import annotations

from wi_lint.values.data import Scalar, Value
from wi_lint.values.texts import EmptyDefault, Known, Literal, Text, known


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


def as_segment(value: Value) -> Text | None:
    """A value as text that is used, and not compared: an empty default is to be given."""
    return value.given if isinstance(value, EmptyDefault) else as_text(value)


def number_text(number: float) -> str:
    """A number as Terraform writes it.

    >>> number_text(3), number_text(1.5), number_text(2.0), number_text(1e20)
    ('3', '1.5', '2', '100000000000000000000')
    """
    if isinstance(number, int):
        return str(number)
    from decimal import Decimal  # noqa: PLC0415 (few trees have numbers that are not whole)

    written = format(Decimal(str(number)), "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


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


def is_null(value: Value) -> bool:
    return isinstance(value, Scalar) and value.value is None
