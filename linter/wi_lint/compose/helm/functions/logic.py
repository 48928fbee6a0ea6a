"""Functions of truth, comparison, numbers and kinds."""

from __future__ import annotations

from collections.abc import Callable

from wi_lint.compose.helm.functions.arguments import Args, Function, NotKnown, as_known, as_number, flag
from wi_lint.compose.helm.values import truth
from wi_lint.source import Span
from wi_lint.values import ListValue, Literal, MapValue, Match, Scalar, Text, Unknown, Value, compare, known


def _default(args: Args, _: Span) -> Value | None:
    fallback, value = args[0], args[1] if len(args) > 1 else None
    answer = truth(value)
    if answer is None:
        if isinstance(value, Text) and any(isinstance(part, Literal) for part in value.parts):
            return value  # a text with a part that is known is not empty
        raise NotKnown
    return value if answer else fallback


def _coalesce(args: Args, _: Span) -> Value | None:
    for value in args:
        answer = truth(value)
        if answer is None:
            raise NotKnown
        if answer:
            return value
    return None


def _ternary(args: Args, _: Span) -> Value | None:
    answer = truth(args[2])
    if answer is None:
        raise NotKnown
    return args[0] if answer else args[1]


def _not(args: Args, at: Span) -> Value:
    answer = truth(args[0])
    return flag(None if answer is None else not answer, at)


def _empty(args: Args, at: Span) -> Value:
    return _not(args, at)


def same(left: Value | None, right: Value | None) -> bool | None:
    """Whether two values are equal, where it can be reported."""
    if isinstance(left, Text) and isinstance(right, Text):
        match = compare(left, right)
        return None if match is Match.MAYBE else match is Match.SAME
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return None
    if isinstance(left, Scalar) and isinstance(right, Scalar):
        return left.value == right.value
    if left is None or right is None:
        return left is right
    return False


def _eq(args: Args, at: Span) -> Value:
    answers = [same(args[0], other) for other in args[1:]]
    return flag(True if True in answers else None if None in answers else False, at)


def _ne(args: Args, at: Span) -> Value:
    answer = same(args[0], args[1])
    return flag(None if answer is None else not answer, at)


def _compared(holds: Callable[[int, int], bool]) -> Function:
    return lambda args, at: Scalar(holds(as_number(args[0]), as_number(args[1])), at)


def _kind(value: Value | None) -> str:
    match value:
        case MapValue():
            return "map"
        case ListValue():
            return "slice"
        case Unknown():
            raise NotKnown
        case Text():
            return "string"
        case Scalar(value=bool()):
            return "bool"
        case Scalar(value=int()):
            return "int"
        case Scalar(value=float()):
            return "float64"
        case _:
            return "invalid"


def _kind_is(args: Args, at: Span) -> Value:
    written = as_known(args[0], at)
    kind = _kind(args[1])
    alike = {"map[string]interface {}": "map", "[]interface {}": "slice", "[]interface{}": "slice"}
    return Scalar(alike.get(written, written) == kind, at)


def _sum(args: Args, at: Span) -> Value:
    return Scalar(sum(map(as_number, args)), at)


def _same_value(args: Args, _: Span) -> Value | None:
    return args[-1]


FUNCTIONS: dict[str, Function] = {
    "default": _default,
    "coalesce": _coalesce,
    "ternary": _ternary,
    "not": _not,
    "empty": _empty,
    "eq": _eq,
    "ne": _ne,
    "lt": _compared(lambda a, b: a < b),
    "le": _compared(lambda a, b: a <= b),
    "gt": _compared(lambda a, b: a > b),
    "ge": _compared(lambda a, b: a >= b),
    "kindIs": _kind_is,
    "typeIs": _kind_is,
    "typeOf": lambda args, at: known(_kind(args[0]), at),
    "kindOf": lambda args, at: known(_kind(args[0]), at),
    "int": lambda args, at: Scalar(as_number(args[0]), at),
    "int64": lambda args, at: Scalar(as_number(args[0]), at),
    "add": _sum,
    "add1": lambda args, at: Scalar(as_number(args[0]) + 1, at),
    "sub": lambda args, at: Scalar(as_number(args[0]) - as_number(args[1]), at),
    "mul": lambda args, at: Scalar(as_number(args[0]) * as_number(args[1]), at),
    "deepCopy": _same_value,
    "mustDeepCopy": _same_value,
}
