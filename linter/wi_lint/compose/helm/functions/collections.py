"""Functions of lists and dictionaries."""

from __future__ import annotations

from collections.abc import Iterable

from wi_lint.bounds import MAX_COMPARED, MAX_RANGE
from wi_lint.compose.helm.functions.arguments import Args, Function, NotKnown, as_known, as_number, flag
from wi_lint.compose.helm.functions.logic import same
from wi_lint.compose.helm.values import merged, truth
from wi_lint.source import Span
from wi_lint.values import Known, ListValue, MapValue, Scalar, Text, Value, known


def _items(value: Value | None) -> Iterable[Value | None]:
    match value:
        case ListValue(items=items, more=None):
            return items
        case None:
            return ()
        case _:
            raise NotKnown


def _table(value: Value | None) -> MapValue:
    if not isinstance(value, MapValue):
        raise NotKnown
    return value


def _dict(args: Args, at: Span) -> Value:
    fields: dict[str, Value] = {}
    for key, value in zip(args[::2], args[1::2], strict=False):
        fields[as_known(key, at)] = value if value is not None else Scalar(None, at)
    return MapValue(fields, at)


def _get(args: Args, at: Span) -> Value | None:
    return _table(args[0]).items.get(as_known(args[1], at), known("", at))


def _index(args: Args, at: Span) -> Value | None:
    value = args[0]
    for key in args[1:]:
        match value:
            case MapValue(items=items):
                value = items.get(as_known(key, at))
            case ListValue(items=found, more=None):
                number = as_number(key)
                value = found[number] if -1 < number < len(found) else None
            case None:
                return None
            case _:
                raise NotKnown
    return value


def _has_key(args: Args, at: Span) -> Value:
    table = _table(args[0])
    key = as_known(args[1], at)
    if key not in table.items and table.more is not None:
        raise NotKnown
    return Scalar(key in table.items, at)


def _has(args: Args, at: Span) -> Value:
    answers = [same(args[0], item) for item in _items(args[1])]
    return flag(True if True in answers else None if None in answers else False, at)


def _merge(args: Args, at: Span) -> Value:
    """`merge`: what comes first wins."""
    made = MapValue({}, at)
    for value in reversed(args):
        if value is not None:
            made = merged(made, _table(value))
    return made


def _overwrite(args: Args, at: Span) -> Value:
    return _merge(list(reversed(args)), at)


def _set(args: Args, at: Span) -> Value:
    table = _table(args[0])
    value = args[2] if args[2] is not None else Scalar(None, at)
    return MapValue({**table.items, as_known(args[1], at): value}, table.at, table.more)


def _chosen(keep: bool) -> Function:
    def apply(args: Args, at: Span) -> Value:
        table = _table(args[0])
        names = {as_known(key, at) for key in args[1:]}
        kept = {key: value for key, value in table.items.items() if (key in names) is keep}
        return MapValue(kept, table.at, table.more)

    return apply


def _keys(args: Args, at: Span) -> Value:
    return ListValue(tuple(known(key, at) for key in _table(args[0]).items), at)


def _values(args: Args, at: Span) -> Value:
    return ListValue(tuple(_table(args[0]).items.values()), at)


def _list(args: Args, at: Span) -> Value:
    return ListValue(tuple(value if value is not None else Scalar(None, at) for value in args), at)


def _append(args: Args, at: Span) -> Value:
    items = [item for item in (*_items(args[0]), args[1]) if item is not None]
    return ListValue(tuple(items), at)


def _concat(args: Args, at: Span) -> Value:
    return ListValue(tuple(i for value in args for i in _items(value) if i is not None), at)


def _first(args: Args, _: Span) -> Value | None:
    return next(iter(_items(args[0])), None)


def _last(args: Args, _: Span) -> Value | None:
    return next(iter(reversed(list(_items(args[0])))), None)


def _compact(args: Args, at: Span) -> Value:
    return ListValue(tuple(i for i in _items(args[0]) if i is not None and truth(i) is not False), at)


def _unique(args: Args, at: Span) -> Value:
    kept: list[Value] = []
    texts: set[str] = set()
    others: list[Value] = []
    for item in _items(args[0]):
        if isinstance(item, Known):
            if item.known not in texts:
                texts.add(item.known)
                kept.append(item)
        elif item is not None and not any(same(item, other) for other in others):
            others.append(item)
            kept.append(item)
            if len(others) > MAX_COMPARED:
                raise NotKnown
    return ListValue(tuple(kept), at)


def _len(args: Args, at: Span) -> Value:
    match args[0]:
        case MapValue(items=items, more=None):
            return Scalar(len(items), at)
        case None:
            return Scalar(0, at)
        case Text() as value:
            return Scalar(len(as_known(value, at)), at)
        case value:
            return Scalar(len(list(_items(value))), at)


def _until(args: Args, at: Span) -> Value:
    count = as_number(args[0])
    if count > MAX_RANGE:
        raise NotKnown
    return ListValue(tuple(Scalar(n, at) for n in range(count)), at)


def _dig(args: Args, at: Span) -> Value | None:
    *keys, fallback, value = args
    for key in keys:
        value = value.items.get(as_known(key, at)) if isinstance(value, MapValue) else None
        if value is None:
            return fallback
    return value


FUNCTIONS: dict[str, Function] = {
    "dict": _dict,
    "get": _get,
    "index": _index,
    "hasKey": _has_key,
    "has": _has,
    "merge": _merge,
    "mustMerge": _merge,
    "mergeOverwrite": _overwrite,
    "mustMergeOverwrite": _overwrite,
    "set": _set,
    "omit": _chosen(False),
    "pick": _chosen(True),
    "keys": _keys,
    "values": _values,
    "list": _list,
    "tuple": _list,
    "append": _append,
    "concat": _concat,
    "first": _first,
    "last": _last,
    "compact": _compact,
    "uniq": _unique,
    "len": _len,
    "until": _until,
    "dig": _dig,
    "lookup": lambda _, at: MapValue({}, at),  # as 'helm template' has it
}
