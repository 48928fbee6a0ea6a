"""Terraform's operators: an answer, and nothing where it cannot be told."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable

from wi_lint.compose.terraform.convert import as_bool, as_number, is_null
from wi_lint.values import Match, Scalar, Sequence, Table, Text, Unknown, Value, compare

Answer = bool | int | float

_ARITHMETIC: dict[str, Callable[[float, float], float | bool]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


def binary(sign: str, left: Value, right: Value) -> Answer | None:
    """`left sign right`, where it can be told."""
    if sign in ("&&", "||"):
        return _logic(sign, as_bool(left), as_bool(right))
    if sign in ("==", "!="):
        same = equal(left, right)
        return None if same is None else same == (sign == "==")
    return _arithmetic(sign, as_number(left), as_number(right))


def _logic(sign: str, left: bool | None, right: bool | None) -> bool | None:
    decisive = sign == "||"
    if decisive in (left, right):
        return decisive
    return None if left is None or right is None else not decisive


def _arithmetic(sign: str, left: float | None, right: float | None) -> Answer | None:
    if left is None or right is None:
        return None
    if sign in ("/", "%"):
        if not right:
            return None
        whole = left / right if sign == "/" else math.fmod(left, right)
        return int(whole) if float(whole).is_integer() else whole
    return _ARITHMETIC[sign](left, right)


def equal(left: Value, right: Value) -> bool | None:
    """`left == right`, where it can be told."""
    if isinstance(left, Scalar) and isinstance(right, Scalar):
        return left.value == right.value and isinstance(left.value, bool) == isinstance(right.value, bool)
    if isinstance(left, Text) and isinstance(right, Text):
        match = compare(left, right)
        return None if match is Match.MAYBE else match is Match.SAME
    if is_null(left) or is_null(right):
        other = right if is_null(left) else left
        return None if isinstance(other, Unknown) else False
    if isinstance(left, Sequence | Table) and isinstance(right, Sequence | Table):
        return _equal_sizes(left, right)
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return None
    # a number beside a text: Terraform converts neither, and they differ unless a hole is there
    return None if any(isinstance(side, Text) and side.holes for side in (left, right)) else False


def _equal_sizes(left: Sequence | Table, right: Sequence | Table) -> bool | None:
    if left.more or right.more:
        return None
    if len(left.items) != len(right.items):
        return False
    return True if not left.items else None
