"""What the functions of templates are given, as they take it."""

from __future__ import annotations

import re
from collections.abc import Callable

from wi_lint.compose.helm.values import printed
from wi_lint.source import Span
from wi_lint.values import EmptyDefault, Known, Scalar, Text, Value

Args = list[Value | None]
Function = Callable[[Args, Span], Value | None]


class NotKnown(Exception):
    """These files do not tell the answer."""


def as_text(value: Value | None, at: Span) -> Text:
    if isinstance(value, EmptyDefault):
        return value
    return printed(value, at)


def as_known(value: Value | None, at: Span) -> str:
    written = as_text(value, at).known
    if written is None:
        raise NotKnown
    return written


def as_number(value: Value | None) -> int:
    match value:
        case Scalar(value=int() | float() as datum):
            return int(datum)
        case Known(known=written) if re.fullmatch(r"-?\d+", written):
            return int(written)
        case None:
            return 0
        case _:
            raise NotKnown


def flag(answer: bool | None, at: Span) -> Value:
    if answer is None:
        raise NotKnown
    return Scalar(answer, at)
