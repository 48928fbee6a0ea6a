"""Terraform's functions, on values that may be partly known.

A function answers with a value, or with nothing where it cannot tell: the call is then a hole
that names the function. Functions that only move values keep their origins.
"""

from __future__ import annotations

import base64
import json
import posixpath
import re
from collections.abc import Callable, Iterable
from itertools import product
from typing import Any

from wi_lint.compose.terraform.convert import (
    NotKnown,
    as_bool,
    as_number,
    as_piece,
    as_text,
    is_null,
    located,
    plain,
)
from wi_lint.source import Span
from wi_lint.values import (
    Hole,
    Known,
    Literal,
    Match,
    Scalar,
    Sequence,
    Table,
    Text,
    Unknown,
    Value,
    compare,
    join,
    known,
    text,
)

Args = list[Value]
Function = Callable[[Args, Span], Value | None]
MAX_ITEMS = 4096
"""Longest collection that a function makes, in items."""


def call(name: str, args: Args, at: Span) -> Value | None:
    """The value of a call, or nothing where these files do not tell it."""
    name = name.removeprefix("core::")
    function = _FUNCTIONS.get(name)
    try:
        return function(args, at) if function else None
    except (NotKnown, ValueError, TypeError, IndexError, KeyError, re.error, OverflowError):
        return None


# Text, also where it is partly known


def _format(args: Args, at: Span) -> Value | None:
    pattern, rest = as_text(args[0]), iter(args[1:])
    if not isinstance(pattern, Known):
        return None
    pieces: list[Text] = []
    done = 0
    template = pattern.parts[0] if len(pattern.parts) == 1 else known(pattern.known, at).parts[0]
    assert isinstance(template, Literal)
    for found in re.finditer(r"%(?:%|[sdvq]|(?P<odd>.))", pattern.known):
        pieces.append(text((template.cut(done, found.start()),), at))
        done = found.end()
        if found["odd"]:
            return None
        if found[0] == "%%":
            pieces.append(known("%", at))
            continue
        piece = as_piece(next(rest))
        if piece is None:
            return None
        quoted = found[0] == "%q"
        pieces.append(join([known('"', at), piece, known('"', at)], at) if quoted else piece)
    pieces.append(text((template.cut(done, len(pattern.known)),), at))
    return join(pieces, at)


def _join(args: Args, at: Span) -> Value | None:
    mark = as_text(args[0])
    items = list(_items(Sequence(tuple(args[1:]), at), flat=True))
    texts = [as_piece(item) for item in items]
    if mark is None or any(piece is None for piece in texts):
        return None
    pieces = [piece for made in texts if made is not None for piece in (mark, made)]
    return join(pieces[1:], at)


def _split(args: Args, at: Span) -> Value | None:
    mark, whole = as_text(args[0]), as_text(args[1])
    if not isinstance(mark, Known) or not mark.known or whole is None:
        return None
    if whole.holes:  # a hole may hold the mark: decided only at its sides
        return None
    pieces: list[Value] = []
    rest: Text | None = whole
    while rest is not None and len(pieces) < MAX_ITEMS:
        halves = rest.split(mark.known)
        pieces.append(halves[0] if halves else rest)
        rest = halves[1] if halves else None
    return Sequence(tuple(pieces), at)


def _letters(change: Callable[[str], str], name: str) -> Function:
    """A function that works letter by letter, and so on the known parts alone."""

    def apply(args: Args, at: Span) -> Value | None:
        value = as_text(args[0])
        if value is None:
            return None
        parts = (
            Literal(change(part.text), part.at)
            if isinstance(part, Literal)
            else Hole(f"{name}({part.name})", part.why, part.at)
            for part in value.parts
        )
        return text(parts, value.at)

    return apply


def _trim_prefix(args: Args, at: Span) -> Value | None:
    value, what = as_text(args[0]), as_text(args[1])
    if value is None or not isinstance(what, Known):
        return None
    rest = value.after(what.known)
    return rest if rest is not None else _if_opening(value, what.known)


def _trim_suffix(args: Args, at: Span) -> Value | None:
    value, what = as_text(args[0]), as_text(args[1])
    if value is None or not isinstance(what, Known):
        return None
    rest = value.before(what.known)
    return rest if rest is not None else _if_closing(value, what.known)


def _trim(args: Args, at: Span) -> Value | None:
    """`trim` and `trimspace`: nothing to do where both ends are known to be bare."""
    value = as_text(args[0])
    letters = str(plain(args[1])) if len(args) > 1 else None
    if isinstance(value, Known):
        return known(value.known.strip(letters), value.origin)
    return value if value is not None and _bare_ends(value, letters) else None


def _if_opening(value: Text, what: str) -> Text | None:
    decided = isinstance(value, Known) or len(value.opening) >= len(what)
    return value if decided or not what.startswith(value.opening or what) else None


def _if_closing(value: Text, what: str) -> Text | None:
    decided = isinstance(value, Known) or len(value.closing) >= len(what)
    return value if decided or not what.endswith(value.closing or what) else None


def _bare_ends(value: Text, letters: str | None) -> bool:
    ends = value.opening[:1], value.closing[-1:]
    return all(end and end.strip(letters) for end in ends)


def _replace(args: Args, at: Span) -> Value | None:
    value, old, new = (as_text(arg) for arg in args)
    if not isinstance(value, Known) or not isinstance(old, Known) or not isinstance(new, Known):
        return None
    pattern, into = old.known, new.known
    if len(pattern) > 1 and pattern.startswith("/") and pattern.endswith("/"):
        into = re.sub(r"\$\{?(\w+)\}?", r"\\g<\1>", into)
        return known(re.sub(_regex(pattern[1:-1]), into, value.known), at)
    return known(value.known.replace(pattern, into), at)


def _regex(pattern: str) -> str:
    """A pattern of Go's, where Python reads it alike. Nested repetition may not end: refused."""
    if len(pattern) > 500 or re.search(r"[+*}]\)[+*{]", pattern) or "\\p" in pattern:
        raise ValueError(pattern)
    return pattern


def _find(args: Args, at: Span) -> Value | None:
    found = re.search(_regex(plain(args[0])), _short(plain(args[1])))
    if not found:
        return None
    return located(_groups(found), at)


def _find_all(args: Args, at: Span) -> Value | None:
    matches = re.finditer(_regex(plain(args[0])), _short(plain(args[1])))
    return located([_groups(found) for found in matches], at)


def _short(subject: str) -> str:
    if len(subject) > 4096:
        raise ValueError(subject)
    return subject


def _groups(found: re.Match[str]) -> Any:
    return found.groupdict() or list(found.groups()) or found[0]


# Collections: their values are moved, not made


def _items(value: Value, *, flat: bool = False) -> Iterable[Value]:
    match value:
        case Sequence(items=items, more=None):
            for item in items:
                if flat and isinstance(item, Sequence):
                    yield from _items(item, flat=True)
                else:
                    yield item
        case Table(items=fields, more=None) if not flat:
            yield from fields.values()
        case _ if flat and not isinstance(value, Unknown):
            yield value
        case _:
            raise NotKnown


def _concat(args: Args, at: Span) -> Value | None:
    items: list[Value] = []
    more = None
    for arg in args:
        match arg:
            case Sequence(items=found, more=rest):
                items += found
                more = more or rest
            case Unknown():
                more = more or arg
            case _:
                return None
    return Sequence(tuple(items), at, more)


def _flatten(args: Args, at: Span) -> Value | None:
    items: list[Value] = []
    more: list[Unknown] = []
    todo: list[Value] = [args[0]]
    while todo:
        match todo.pop():
            case Sequence(items=found, more=rest):
                todo.extend(reversed(found))
                more += [rest] if rest else []
            case Unknown() as hole:
                more.append(hole)
            case item:
                items.append(item)
    return Sequence(tuple(items), at, more[0] if more else None)


def _merge(args: Args, at: Span) -> Value | None:
    fields: dict[str, Value] = {}
    more = None
    for arg in args:
        match arg:
            case Table(items=found, more=rest):
                fields.update(found)
                more = more or rest
            case Unknown():
                more = more or arg  # its keys may replace any before it
                fields = {key: _overshadowed(value, arg) for key, value in fields.items()}
            case Scalar(value=None):
                pass
            case _:
                return None
    return Table(fields, at, more)


def _overshadowed(value: Value, by: Unknown) -> Value:
    hole = by.holes[0]
    return Unknown((Hole(f"{hole.name}|{value.at.path}@{value.at.start}", hole.why, hole.at),), value.at)


def _to_set(args: Args, at: Span) -> Value | None:
    match args[0]:
        case Sequence(items=items, more=more):
            return Sequence(tuple(_distinct_items(items)), at, more)
        case Unknown() as hole:
            return hole
        case _:
            return None


def _distinct_items(items: Iterable[Value]) -> Iterable[Value]:
    seen: set[object] = set()
    for item in items:
        made = as_text(item)
        key = made.key if made is not None else id(item)
        if key not in seen:
            seen.add(key)
            yield item


def _keys(args: Args, at: Span) -> Value | None:
    match args[0]:
        case Table(items=items, more=more):
            return Sequence(tuple(known(key, items[key].at) for key in sorted(items)), at, more)
        case _:
            return None


def _values(args: Args, at: Span) -> Value | None:
    match args[0]:
        case Table(items=items, more=more):
            return Sequence(tuple(items[key] for key in sorted(items)), at, more)
        case _:
            return None


def _lookup(args: Args, at: Span) -> Value | None:
    match args:
        case [Table(items=items, more=more), Known(known=key), *rest]:
            if key in items:
                return items[key]
            return rest[0] if rest and not more else None
        case _:
            return None


def _element(args: Args, at: Span) -> Value | None:
    items, index = list(_items(args[0])), as_number(args[1])
    return items[int(index) % len(items)] if index is not None and items else None


def _coalesce(args: Args, at: Span) -> Value | None:
    for arg in args:
        if isinstance(arg, Unknown):
            return None
        if not is_null(arg) and not (isinstance(arg, Known) and not arg.known):
            return arg
    return None


def _coalesce_list(args: Args, at: Span) -> Value | None:
    for arg in args:
        if isinstance(arg, Unknown) or (isinstance(arg, Sequence) and arg.more):
            return None
        if isinstance(arg, Sequence) and arg.items:
            return arg
    return None


def _compact(args: Args, at: Span) -> Value | None:
    kept = []
    for item in _items(args[0]):
        if isinstance(item, Unknown):
            return None
        if not is_null(item) and not (isinstance(item, Known) and not item.known):
            kept.append(item)
    return Sequence(tuple(kept), at)


def _one(args: Args, at: Span) -> Value | None:
    items = list(_items(args[0]))
    if len(items) > 1:
        return None
    return items[0] if items else Scalar(None, at)


def _contains(args: Args, at: Span) -> Value | None:
    wanted = as_text(args[1])
    if wanted is None:
        return None
    answers = {compare(made, wanted) for item in _items(args[0]) if (made := as_text(item))}
    if Match.SAME in answers:
        return Scalar(True, at)
    return None if Match.MAYBE in answers else Scalar(False, at)


def _length(args: Args, at: Span) -> Value | None:
    match args[0]:
        case Sequence(items=items, more=None):
            return Scalar(len(items), at)
        case Table(items=fields, more=None):
            return Scalar(len(fields), at)
        case Known(known=written):
            return Scalar(len(written), at)
        case _:
            return None


def _zipmap(args: Args, at: Span) -> Value | None:
    keys, values = list(_items(args[0])), list(_items(args[1]))
    return Table({plain(key): value for key, value in zip(keys, values, strict=True)}, at)


def _slice(args: Args, at: Span) -> Value | None:
    return Sequence(tuple(list(_items(args[0]))[plain(args[1]) : plain(args[2])]), at)


def _set_product(args: Args, at: Span) -> Value | None:
    pools = [list(_items(arg)) for arg in args]
    size = 1
    for pool in pools:
        size *= len(pool)
    if size > MAX_ITEMS:
        return None
    return Sequence(tuple(Sequence(row, at) for row in product(*pools)), at)


def _set_union(args: Args, at: Span) -> Value | None:
    made = _concat(args, at)
    return _to_set([made], at) if made else None


def _set_where(keep: Callable[[bool], bool]) -> Function:
    def apply(args: Args, at: Span) -> Value | None:
        others = {str(plain(item)) for arg in args[1:] for item in _items(arg)}
        kept = [item for item in _items(args[0]) if keep(str(plain(item)) in others)]
        return Sequence(tuple(kept), at)

    return apply


def _reverse(args: Args, at: Span) -> Value | None:
    return Sequence(tuple(reversed(list(_items(args[0])))), at)


def _sort(args: Args, at: Span) -> Value | None:
    return Sequence(tuple(sorted(_items(args[0]), key=lambda item: str(plain(item)))), at)


def _chunk(args: Args, at: Span) -> Value | None:
    items, size = list(_items(args[0])), int(plain(args[1]))
    pieces = (tuple(items[i : i + size]) for i in range(0, len(items), size))
    return Sequence(tuple(Sequence(piece, at) for piece in pieces), at)


def _same(args: Args, at: Span) -> Value | None:
    return args[0]


def _to_list(args: Args, at: Span) -> Value | None:
    return args[0] if isinstance(args[0], Sequence | Unknown) else None


def _to_text(args: Args, at: Span) -> Value | None:
    return args[0] if is_null(args[0]) else as_text(args[0])


def _to_number(args: Args, at: Span) -> Value | None:
    number = as_number(args[0])
    return Scalar(number, args[0].at) if number is not None else None


def _to_bool(args: Args, at: Span) -> Value | None:
    flag = as_bool(args[0])
    return Scalar(flag, args[0].at) if flag is not None else None


# Plain data


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


_FUNCTIONS: dict[str, Function] = {
    "format": _format,
    "join": _join,
    "split": _split,
    "lower": _letters(str.lower, "lower"),
    "upper": _letters(str.upper, "upper"),
    "trimspace": _trim,
    "trim": _trim,
    "trimprefix": _trim_prefix,
    "trimsuffix": _trim_suffix,
    "replace": _replace,
    "regex": _find,
    "regexall": _find_all,
    "concat": _concat,
    "flatten": _flatten,
    "merge": _merge,
    "toset": _to_set,
    "distinct": _to_set,
    "keys": _keys,
    "values": _values,
    "lookup": _lookup,
    "element": _element,
    "coalesce": _coalesce,
    "coalescelist": _coalesce_list,
    "compact": _compact,
    "one": _one,
    "contains": _contains,
    "length": _length,
    "zipmap": _zipmap,
    "slice": _slice,
    "setproduct": _set_product,
    "setunion": _set_union,
    "setintersection": _set_where(lambda found: found),
    "setsubtract": _set_where(lambda found: not found),
    "reverse": _reverse,
    "sort": _sort,
    "chunklist": _chunk,
    "tolist": _to_list,
    "tomap": _same,
    "nonsensitive": _same,
    "sensitive": _same,
    "tostring": _to_text,
    "tonumber": _to_number,
    "tobool": _to_bool,
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
