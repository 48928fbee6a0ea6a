"""Functions of wholly known data."""

from __future__ import annotations

import base64
import json
import posixpath
import re
from collections.abc import Callable
from typing import Any

from wi_lint.compose.terraform.convert import located, plain
from wi_lint.compose.terraform.functions.kinds import MAX_ITEMS, Args, Function
from wi_lint.source import Span
from wi_lint.values import Value


def _pure(function: Callable[..., Any]) -> Function:
    """A function of wholly known data."""

    def apply(args: Args, at: Span) -> Value | None:
        return located(function(*(plain(arg) for arg in args)), at)

    return apply


def _substr(whole: str, offset: int, length: int) -> str:
    start = offset if offset >= 0 else len(whole) + offset
    return whole[start:] if length < 0 else whole[start : start + length]


def _title(whole: str) -> str:
    return re.sub(r"(^|\s)(\S)", lambda m: m[1] + m[2].upper(), whole)


def _json(datum: Any) -> str:
    made = json.dumps(datum, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
    return made.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _parse_int(digits: str, base: int) -> int:
    return int(digits, base)


def _range(*bounds: int) -> list[int]:
    made = range(*bounds)
    if len(made) > MAX_ITEMS:
        raise ValueError(bounds)
    return list(made)


FUNCTIONS: dict[str, Function] = {
    "substr": _pure(_substr),
    "title": _pure(_title),
    "strrev": _pure(lambda whole: whole[::-1]),
    "startswith": _pure(str.startswith),
    "endswith": _pure(str.endswith),
    "strcontains": _pure(lambda whole, part: part in whole),
    "chomp": _pure(lambda whole: whole.rstrip("\r\n")),
    "basename": _pure(posixpath.basename),
    "dirname": _pure(lambda path: posixpath.dirname(path) or "."),
    "jsonencode": _pure(_json),
    "jsondecode": _pure(json.loads),
    "base64encode": _pure(lambda whole: base64.b64encode(whole.encode()).decode()),
    "base64decode": _pure(lambda whole: base64.b64decode(whole, validate=True).decode()),
    "alltrue": _pure(all),
    "anytrue": _pure(any),
    "min": _pure(min),
    "max": _pure(max),
    "abs": _pure(abs),
    "parseint": _pure(_parse_int),
    "range": _pure(_range),
    "sum": _pure(sum),
    "matchkeys": _pure(
        lambda values, keys, wanted: [v for v, k in zip(values, keys, strict=True) if k in wanted]
    ),
}
