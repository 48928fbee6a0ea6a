"""Functions of wholly known data."""

from __future__ import annotations

import base64
import hashlib
import math
import posixpath
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from wi_lint.bounds import MAX_ITEMS
from wi_lint.compose.terraform.convert import NotKnown, located, number_of, plain
from wi_lint.compose.terraform.functions.kinds import Args, Fails, Function
from wi_lint.compose.terraform.functions.text import letters_of
from wi_lint.source import Span
from wi_lint.values import Value


def _pure(function: Callable[..., Any]) -> Function:
    """A function of wholly known data."""

    def apply(args: Args, at: Span) -> Value | None:
        return located(function(*(plain(arg) for arg in args)), at)

    return apply


def _title(whole: str) -> str:
    return re.sub(r"(?<!\w)\w", lambda m: m[0].upper(), whole)


def _parse_int(digits: str, base: int) -> int:
    return int(digits, base)


def _range(*bounds: int) -> list[int]:
    made = range(*bounds)
    if len(made) > MAX_ITEMS:
        raise ValueError(bounds)
    return list(made)


def _sum(numbers: list[float]) -> int | float:
    total = number_of(sum((Decimal(str(number)) for number in numbers), Decimal(0)))
    if total is None:
        raise ValueError(numbers)
    return total


def _transpose(lists: dict[str, list[str]]) -> dict[str, list[str]]:
    items = sorted({item for row in lists.values() for item in row})
    return {item: sorted(key for key, row in lists.items() if item in row) for item in items}


def _index(items: list[Any], wanted: Any) -> int:
    if wanted not in items:
        raise Fails("the item is not in the list")
    return items.index(wanted)


def _expanded(path: str) -> str:
    if path.startswith("~"):
        raise NotKnown
    return path


def _nothing(datum: Any) -> bool:
    raise NotKnown


def _hash(name: str) -> Callable[[str], str]:
    return lambda whole: hashlib.new(name, whole.encode(), usedforsecurity=False).hexdigest()


def _hash64(name: str) -> Callable[[str], str]:
    return lambda whole: base64.b64encode(hashlib.new(name, whole.encode()).digest()).decode()


FUNCTIONS: dict[str, Function] = {
    "title": _pure(_title),
    "strrev": _pure(lambda whole: "".join(reversed(letters_of(whole)))),
    "chomp": _pure(lambda whole: whole.rstrip("\r\n")),
    "basename": _pure(lambda path: posixpath.basename(path.rstrip("/")) or ("/" if path else ".")),
    "dirname": _pure(lambda path: posixpath.normpath(posixpath.dirname(path) or ".")),
    "alltrue": _pure(all),
    "anytrue": _pure(any),
    "min": _pure(min),
    "max": _pure(max),
    "abs": _pure(abs),
    "parseint": _pure(_parse_int),
    "range": _pure(_range),
    "sum": _pure(_sum),
    "ceil": _pure(math.ceil),
    "floor": _pure(math.floor),
    "signum": _pure(lambda number: (number > 0) - (number < 0)),
    "indent": _pure(lambda spaces, whole: whole.replace("\n", "\n" + " " * min(spaces, 256))),
    "transpose": _pure(_transpose),
    "index": _pure(_index),
    "pathexpand": _pure(_expanded),
    "issensitive": _pure(_nothing),
    **{name: _pure(_hash(name)) for name in ("md5", "sha1", "sha256", "sha512")},
    **{f"base64{name}": _pure(_hash64(name)) for name in ("sha256", "sha512")},
    "matchkeys": _pure(
        lambda values, keys, wanted: [v for v, k in zip(values, keys, strict=True) if k in wanted]
    ),
}
