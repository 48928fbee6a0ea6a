"""Functions of collections: their values are moved, not made, and keep their origins."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import product

from msgspec.structs import replace

from wi_lint.bounds import MAX_ITEMS
from wi_lint.compose.terraform.convert import (
    Set,
    Shuffled,
    as_list,
    as_number,
    distinct,
    is_known,
    is_shuffled,
    ordered,
    plain,
    set_of,
    unified,
)
from wi_lint.compose.terraform.either import either
from wi_lint.compose.terraform.functions.kinds import Args, Fails, Function, items_of
from wi_lint.compose.terraform.functions.text import letters_of
from wi_lint.source import Span
from wi_lint.values import (
    Hole,
    Known,
    ListValue,
    Literal,
    MapValue,
    Match,
    Scalar,
    Text,
    Unknown,
    Value,
    as_bool,
    as_text,
    compare,
    is_null,
    known,
)


def _concat(args: Args, at: Span) -> Value | None:
    items: list[Value] = []
    perhaps: list[Value] = []
    more = None
    for arg in args:
        match arg:
            case Set():
                raise Fails("concat() takes lists, and no sets")
            case ListValue(items=found, more=rest, perhaps=possible):
                items += found
                perhaps += possible
                more = more or rest
            case Unknown():
                more = more or arg
            case _:
                return None
    return as_list(args, tuple(items), at, more, tuple(perhaps), _are_closed(args))


def _are_closed(args: Iterable[Value]) -> bool:
    """Whether all is known that may be in some collections."""
    return all(isinstance(arg, ListValue | MapValue) and arg.is_closed for arg in args)


def _flatten(args: Args, at: Span) -> Value | None:
    items: list[Value] = []
    perhaps: list[Value] = []
    more: list[Unknown] = []
    todo: list[tuple[Value, bool]] = [(args[0], True)]
    seen: list[Value] = []
    closed = True
    while todo:
        one, sure = todo.pop()
        seen.append(one)
        match one:
            case ListValue(items=found, more=rest, perhaps=possible):
                todo.extend((item, False) for item in reversed(possible))
                todo.extend((item, sure) for item in reversed(found))
                more += [rest] if rest else []
                closed = closed and one.is_closed
            case Unknown() as hole:
                more.append(hole)
                closed = False
            case item:
                (items if sure else perhaps).append(item)
    return as_list(seen, tuple(items), at, more[0] if more else None, tuple(perhaps), closed)


def _merge(args: Args, at: Span) -> Value | None:
    fields: dict[str, Value] = {}
    perhaps: dict[str, Value] = {}
    more = None
    for arg in args:
        match arg:
            case MapValue(items=found, more=rest, perhaps=possible):
                for key in found:
                    perhaps.pop(key, None)
                fields.update(found)
                for key, value in possible.items():
                    if key in fields and rest is not None:
                        fields[key] = either(fields[key], value, _overshadowed(value, rest))
                    else:
                        perhaps[key] = value
                more = more or rest
            case Unknown():
                more = more or arg  # its keys may replace any before it
                fields = {key: _overshadowed(value, arg) for key, value in fields.items()}
            case Scalar(value=None):
                pass
            case _:
                return None
    closed = _are_closed(arg for arg in args if not is_null(arg))
    return MapValue(fields, at, more, perhaps, closed)


def _overshadowed(value: Value, by: Unknown) -> Unknown:
    hole = by.holes[0]
    return Unknown((Hole(f"{hole.name}|{value.at.path}@{value.at.start}", hole.cause, hole.at),), value.at)


def _to_set(args: Args, at: Span) -> Value | None:
    match args[0]:
        case ListValue():
            return replace(set_of(args[0]), at=at)
        case Unknown() as hole:
            return hole
        case _:
            return None


def _distinct(args: Args, at: Span) -> Value | None:
    match args[0]:
        case ListValue(items=items, more=more, perhaps=perhaps, closed=closed):
            kind = ListValue if all(map(is_known, items)) and not is_shuffled(args[0]) else Shuffled
            return kind(tuple(distinct(items)), at, more, tuple(distinct(perhaps)), closed)
        case _:
            return None


def _keys(args: Args, at: Span) -> Value | None:
    match args[0]:
        case MapValue(items=items, more=more, perhaps=perhaps, closed=closed):
            names = tuple(known(key, items[key].at) for key in sorted(items))
            return ListValue(
                names, at, more, tuple(known(key, perhaps[key].at) for key in sorted(perhaps)), closed
            )
        case _:
            return None


def _values(args: Args, at: Span) -> Value | None:
    match args[0]:
        case MapValue(items=items, more=more, perhaps=perhaps, closed=closed):
            possible = tuple(perhaps[key] for key in sorted(perhaps))
            return ListValue(tuple(items[key] for key in sorted(items)), at, more, possible, closed)
        case _:
            return None


def _lookup(args: Args, at: Span) -> Value | None:
    match args:
        case [MapValue(items=items, more=more), Known(known=key), *rest]:
            if key in items:
                return items[key]
            return rest[0] if rest and not more else None
        case [MapValue(items=items, more=None), Text(), default] if not items:
            return default
        case _:
            return None


def _element(args: Args, at: Span) -> Value | None:
    if isinstance(args[0], Set):
        raise Fails("element() takes a list, and no set")
    items, index = list(items_of(args[0])), as_number(args[1])
    return items[int(index) % len(items)] if index is not None and index >= 0 and items else None


def _coalesce(args: Args, at: Span) -> Value | None:
    for arg in args:
        if isinstance(arg, Text) and arg.known is None and not any(isinstance(p, Literal) for p in arg.parts):
            return None  # it may be empty
        if not is_null(arg) and not (isinstance(arg, Known) and not arg.known):
            return unified(arg, args)
    raise Fails("all its arguments are empty")


def _coalesce_list(args: Args, at: Span) -> Value | None:
    for arg in args:
        if isinstance(arg, Unknown) or (isinstance(arg, ListValue) and arg.more):
            return None
        if isinstance(arg, ListValue) and arg.items:
            return arg
    return None


def _compact(args: Args, at: Span) -> Value | None:
    kept = []
    for item in items_of(args[0]):
        piece = _spelt(item)
        if piece is not None and piece.known is None and not any(isinstance(p, Literal) for p in piece.parts):
            return None  # it may be empty
        if piece is not None and piece.known != "":
            kept.append(piece)
    return ListValue(tuple(kept), at)


def _spelt(item: Value) -> Text | None:
    """An item as text, which is what some functions take alone; nothing where it is null."""
    if isinstance(item, ListValue | MapValue):
        raise Fails("it takes a list of texts")
    return as_text(item)


def _one(args: Args, at: Span) -> Value | None:
    items = list(items_of(args[0]))
    if len(items) > 1:
        return None
    return items[0] if items else Scalar(None, at)


def _contains(args: Args, at: Span) -> Value | None:
    wanted = as_text(args[1])
    if wanted is None:
        return None
    answers = {compare(made, wanted) for item in items_of(args[0]) if (made := as_text(item))}
    if Match.SAME in answers:
        return Scalar(True, at)
    return None if Match.MAYBE in answers else Scalar(False, at)


def _length(args: Args, at: Span) -> Value | None:
    match args[0]:
        case ListValue(items=items, more=None) as found:
            return None if is_shuffled(found) else Scalar(len(items), at)
        case MapValue(items=fields, more=None):
            return Scalar(len(fields), at)
        case Known(known=written):
            return Scalar(len(letters_of(written)), at)
        case _:
            return None


def _zipmap(args: Args, at: Span) -> Value | None:
    keys, values = list(items_of(args[0])), list(items_of(args[1]))
    return MapValue({plain(key): value for key, value in zip(keys, values, strict=True)}, at)


def _slice(args: Args, at: Span) -> Value | None:
    return ListValue(tuple(list(items_of(args[0]))[plain(args[1]) : plain(args[2])]), at)


def _set_product(args: Args, at: Span) -> Value | None:
    pools = [list(items_of(arg)) for arg in args]
    size = 1
    for pool in pools:
        size *= len(pool)
    if size > MAX_ITEMS:
        return None
    return ListValue(tuple(ListValue(row, at) for row in product(*pools)), at)


def _set_union(args: Args, at: Span) -> Value | None:
    if not all(isinstance(arg, ListValue) and arg.more is None for arg in args):
        return None
    items = tuple(item for arg in args if isinstance(arg, ListValue) for item in arg.items)
    return set_of(ListValue(items, at))


def _set_where(keep: Callable[[bool], bool]) -> Function:
    def apply(args: Args, at: Span) -> Value | None:
        if any(isinstance(item, ListValue | MapValue) for arg in args for item in items_of(arg)):
            return None
        others = {str(plain(item)) for arg in args[1:] for item in items_of(arg)}
        kept = [item for item in items_of(args[0]) if keep(str(plain(item)) in others)]
        return Set(ordered(distinct(kept)), at)

    return apply


def _reverse(args: Args, at: Span) -> Value | None:
    return ListValue(tuple(reversed(list(items_of(args[0])))), at)


def _sort(args: Args, at: Span) -> Value | None:
    pieces = [piece for item in items_of(args[0]) if (piece := _spelt(item)) is not None]
    return ListValue(tuple(sorted(pieces, key=lambda piece: str(plain(piece)))), at)


def _chunk(args: Args, at: Span) -> Value | None:
    items, size = list(items_of(args[0])), int(plain(args[1]))
    pieces = (tuple(items[i : i + size]) for i in range(0, len(items), size))
    return ListValue(tuple(ListValue(piece, at) for piece in pieces), at)


def _same(args: Args, at: Span) -> Value | None:
    return args[0]


def _to_list(args: Args, at: Span) -> Value | None:
    match args[0]:
        case Set(items=items, more=more, perhaps=perhaps, closed=closed):
            return as_list(args, items, at, more, perhaps, closed)
        case ListValue() as found:
            return unified(found, [])
        case found:
            return found if isinstance(found, Unknown) else None


def _to_map(args: Args, at: Span) -> Value | None:
    match args[0]:
        case MapValue(items=items, more=more, perhaps=perhaps, closed=closed):
            others = [*items.values(), *perhaps.values()]
            made = {key: unified(item, others) for key, item in items.items()}
            return MapValue(
                made, at, more, {key: unified(item, others) for key, item in perhaps.items()}, closed
            )
        case found:
            return found if isinstance(found, Unknown) else None


def _to_text(args: Args, at: Span) -> Value | None:
    if isinstance(args[0], ListValue | MapValue):
        raise Fails("a collection is no text")
    return args[0] if is_null(args[0]) else as_text(args[0])


def _to_number(args: Args, at: Span) -> Value | None:
    number = as_number(args[0])
    if number is None and isinstance(args[0], Known):
        raise Fails("it is no number")
    if is_null(args[0]):
        return args[0]
    return Scalar(number, args[0].at) if number is not None else None


def _to_bool(args: Args, at: Span) -> Value | None:
    flag = as_bool(args[0])
    return Scalar(flag, args[0].at) if flag is not None else None


FUNCTIONS: dict[str, Function] = {
    "concat": _concat,
    "flatten": _flatten,
    "merge": _merge,
    "toset": _to_set,
    "distinct": _distinct,
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
    "tomap": _to_map,
    "nonsensitive": _same,
    "sensitive": _same,
    "tostring": _to_text,
    "tonumber": _to_number,
    "tobool": _to_bool,
}
