"""Terraform's operators: an answer, and nothing where it cannot be reported."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Context, Decimal, localcontext

from wi_lint.compose.terraform.convert import as_number, number_of
from wi_lint.values import ListValue, MapValue, Match, Scalar, Text, Unknown, Value, as_bool, compare, is_null

Answer = bool | int | float

_PRECISE = Context(prec=160)
"""Terraform counts in 512 bits."""
_ARITHMETIC: dict[str, Callable[[Decimal, Decimal], Decimal | bool]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "%": operator.mod,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


def binary(sign: str, left: Value, right: Value) -> Answer | None:
    """`left sign right`, where it can be reported."""
    if sign in ("&&", "||"):
        return _logic(sign, as_bool(left), as_bool(right))
    if sign in ("==", "!="):
        same = equal(left, right)
        return None if same is None else same == (sign == "==")
    return _arithmetic(sign, as_number(left), as_number(right))


def decides(sign: str, left: Value) -> bool:
    """Whether a first operand alone decides: Terraform 1.12 and newer then leave the second one alone."""
    return sign in ("&&", "||") and as_bool(left) is (sign == "||")


def _logic(sign: str, left: bool | None, right: bool | None) -> bool | None:
    decisive = sign == "||"
    if decisive in (left, right):
        return decisive
    return None if left is None or right is None else not decisive


def _arithmetic(sign: str, left: float | None, right: float | None) -> Answer | None:
    if left is None or right is None or (sign in ("/", "%") and not right):
        return None
    with localcontext(_PRECISE):
        made = _ARITHMETIC[sign](Decimal(str(left)), Decimal(str(right)))
        return made if isinstance(made, bool) else number_of(made)


def equal(left: Value, right: Value) -> bool | None:
    """`left == right`, where it can be reported."""
    if isinstance(left, Scalar) and isinstance(right, Scalar):
        return left.value == right.value and isinstance(left.value, bool) == isinstance(right.value, bool)
    if isinstance(left, Text) and isinstance(right, Text):
        match = compare(left, right)
        return None if match is Match.MAYBE else match is Match.SAME
    if is_null(left) or is_null(right):
        other = right if is_null(left) else left
        return None if isinstance(other, Unknown) else False
    if isinstance(left, ListValue | MapValue) and isinstance(right, ListValue | MapValue):
        return _equal_items(left, right)
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return None
    # a number beside a text: Terraform converts neither, and they differ unless a hole is there
    return None if any(isinstance(side, Text) and side.holes for side in (left, right)) else False


def _equal_items(left: ListValue | MapValue, right: ListValue | MapValue) -> bool | None:
    """Items that differ decide; equal ones do not, for a list and a tuple of the same are not equal."""
    if left.more or right.more:
        return None
    if type(left) is not type(right) or len(left.items) != len(right.items):
        return False
    if isinstance(left, MapValue) and isinstance(right, MapValue):
        if left.items.keys() != right.items.keys():
            return False
        pairs = [(left.items[key], right.items[key]) for key in left.items]
    elif isinstance(left, ListValue) and isinstance(right, ListValue):
        pairs = list(zip(left.items, right.items, strict=True))
    else:
        return False
    return False if any(equal(one, other) is False for one, other in pairs) else None
