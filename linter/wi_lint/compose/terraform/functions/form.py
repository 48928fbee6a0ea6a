"""`format` and `formatlist`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from msgspec import Struct

from wi_lint.bounds import MAX_ITEMS, MAX_WIDTH
from wi_lint.compose.terraform.convert import as_number, is_shuffled, plain
from wi_lint.compose.terraform.functions.kinds import Args, Function
from wi_lint.lazy_re import regex
from wi_lint.source import Span
from wi_lint.values import (
    Known,
    ListValue,
    Literal,
    Scalar,
    Text,
    Unknown,
    Value,
    as_bool,
    as_segment,
    join,
    known,
    number_text,
    text,
)

_VERB = regex(
    r"%(?P<flags>[-+# 0]*)(?P<width>\d+)?(?:\.(?P<precision>\d+))?(?:\[(?P<index>\d+)\])?(?P<verb>.)",
    re.DOTALL,
)


class _Arguments(Struct):
    """The arguments of a format, taken one after the other, or by number."""

    values: Args
    taken: int = 0

    def take(self, index: str | None) -> Value:
        self.taken = int(index) if index else self.taken + 1
        return self.values[self.taken - 1]


def _format(args: Args, at: Span) -> Value | None:
    pattern = as_segment(args[0])
    if not isinstance(pattern, Known):
        return None
    one = pattern.parts[0] if len(pattern.parts) == 1 else known(pattern.known, at).parts[0]
    assert isinstance(one, Literal)
    return join(_pieces(one, _Arguments(args[1:]), at), at)


def _pieces(template: Literal, values: _Arguments, at: Span) -> Iterator[Text]:
    done = 0
    for found in _VERB.finditer(template.text):
        yield text((template.cut(done, found.start()),), at)
        done = found.end()
        if found["verb"] == "%":
            yield known("%", at)
        else:
            yield _piece(found, values.take(found["index"]), at)
    rest = template.cut(done, len(template.text))
    if "%" in rest.text:
        raise ValueError(rest.text)
    yield text((rest,), at)


def _piece(found: re.Match[str], value: Value, at: Span) -> Text:
    """One argument, written as its verb asks for."""
    bare = not (found["flags"] or found["width"] or found["precision"])
    verb = found["verb"]
    if bare and verb in "sdvq" and (piece := _plainly(verb, value, at)) is not None:
        return piece
    return known(_written(found, value), value.at)


def _plainly(verb: str, value: Value, at: Span) -> Text | None:
    """A text that may hold holes, where nothing is done to it but to quote it."""
    if not isinstance(value, Text) or (verb == "d" and value.known is not None):
        return as_segment(value) if verb in "sd" else None
    piece = as_segment(value)
    if piece is None or verb != "q":
        return piece
    written = "".join(part.text for part in piece.parts if isinstance(part, Literal))
    if not written.isprintable() or set(written) & {'"', "\\"}:
        return None
    return join([known('"', at), piece, known('"', at)], at)


def _written(found: re.Match[str], value: Value) -> str:
    verb, flags, width = found["verb"], found["flags"], found["width"] or ""
    if int(width or 0) > MAX_WIDTH or int(found["precision"] or 0) > MAX_WIDTH:
        raise ValueError(width)
    precision = f".{found['precision']}" if found["precision"] else ""
    match verb:
        case "s" | "v" | "t" | "q":
            return f"%{flags.strip('0+# ')}{width}{precision}s" % _shown(verb, value)
        case "d" | "x" | "X" | "o":
            return f"%{flags}{width}{precision}{verb}" % _whole(value)
        case "b":
            return format(_whole(value), f"{'0' if '0' in flags else ''}{width}b")
        case "e" | "E" | "f" | "F" | "g" | "G" if precision or verb not in "gG":
            return f"%{flags}{width}{precision}{verb}" % float(_number(value))
        case "g" | "G":
            return f"%{flags.strip('0+# ')}{width}s" % _short(_number(value))
        case _:
            raise ValueError(verb)


def _shown(verb: str, value: Value) -> str:
    if verb == "t":
        flag = as_bool(value)
        if flag is None:
            raise ValueError(verb)
        return "true" if flag else "false"
    datum = plain(value)
    if verb == "q":
        return json.dumps(str(datum), ensure_ascii=False)
    if isinstance(value, Scalar) and not isinstance(datum, bool | None):
        return _short(_number(value)) if verb == "v" else number_text(datum)
    if isinstance(datum, str):
        return datum
    if verb == "s":
        raise ValueError(verb)
    return json.dumps(datum, separators=(",", ":"), sort_keys=True, ensure_ascii=False)


def _short(number: float) -> str:
    """A number as Go's `%g` writes it: with an exponent from 21 digits on."""
    return f"{number:g}" if abs(number) >= 1e21 else number_text(number)


def _number(value: Value) -> int | float:
    number = as_number(value)
    if number is None:
        raise ValueError(value)
    return number


def _whole(value: Value) -> int:
    number = _number(value)
    if number != int(number):
        raise ValueError(value)
    return int(number)


def _format_list(args: Args, at: Span) -> Value | None:
    """One text for each item; what is no list stands in each of them."""
    lists = [arg for arg in args[1:] if isinstance(arg, ListValue)]
    if any(isinstance(arg, Unknown) for arg in args) or any(arg.more or is_shuffled(arg) for arg in lists):
        return None
    sizes = {len(arg.items) for arg in lists}
    if len(sizes) > 1 or max(sizes, default=1) > MAX_ITEMS:
        return None
    made: list[Value] = []
    for number in range(max(sizes, default=1)):
        row = [arg.items[number] if isinstance(arg, ListValue) else arg for arg in args[1:]]
        one = _format([args[0], *row], at)
        if one is None:
            return None
        made.append(one)
    return ListValue(tuple(made), at)


FUNCTIONS: dict[str, Function] = {"format": _format, "formatlist": _format_list}
