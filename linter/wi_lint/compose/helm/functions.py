"""The functions of Helm's templates, on values that may be partly known.

A function answers with a value, or raises `NotKnown` where it cannot tell. Source: the documentation
of Helm and of the sprig library.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable
from hashlib import sha256
from itertools import islice

from wi_lint.compose.embedded import woven
from wi_lint.compose.helm.values import indented, merged, printed, to_yaml, truth, value_of
from wi_lint.source import Span
from wi_lint.tree import Document
from wi_lint.values import (
    Blank,
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

Args = list[Value | None]
Function = Callable[[Args, Span], Value | None]


class NotKnown(Exception):
    """These files do not tell the answer."""


def _text(value: Value | None, at: Span) -> Text:
    if isinstance(value, Blank):
        return value
    return printed(value, at)


def _known(value: Value | None, at: Span) -> str:
    written = _text(value, at).known
    if written is None:
        raise NotKnown
    return written


def _number(value: Value | None) -> int:
    match value:
        case Scalar(value=int() | float() as datum):
            return int(datum)
        case Known(known=written) if re.fullmatch(r"-?\d+", written):
            return int(written)
        case None:
            return 0
        case _:
            raise NotKnown


def _flag(answer: bool | None, at: Span) -> Value:
    if answer is None:
        raise NotKnown
    return Scalar(answer, at)


# logic


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
    return _flag(None if answer is None else not answer, at)


def _empty(args: Args, at: Span) -> Value:
    return _not(args, at)


def same(left: Value | None, right: Value | None) -> bool | None:
    """Whether two values are equal, where it can be told."""
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
    return _flag(True if True in answers else None if None in answers else False, at)


def _ne(args: Args, at: Span) -> Value:
    answer = same(args[0], args[1])
    return _flag(None if answer is None else not answer, at)


def _compared(holds: Callable[[int, int], bool]) -> Function:
    return lambda args, at: Scalar(holds(_number(args[0]), _number(args[1])), at)


# texts


def _map(change: Callable[[str], str]) -> Function:
    """A function that changes a text letter by letter, and so works on its parts."""

    def apply(args: Args, at: Span) -> Value:
        value = _text(args[-1], at)
        return value if change(value.known or "") == value.known else value.map(change)

    return apply


def _trimmed(pattern: str) -> Function:
    def apply(args: Args, at: Span) -> Value:
        value = _text(args[-1], at)
        return _ends(value, re.compile(rf"\A{pattern}"), re.compile(rf"{pattern}\Z"))

    return apply


def _ends(value: Text, head: re.Pattern[str] | None, tail: re.Pattern[str] | None) -> Text:
    """A text with something cut off its known ends."""
    parts = list(value.parts)
    if head is not None and parts and isinstance(parts[0], Literal) and (found := head.search(parts[0].text)):
        parts[0] = parts[0].cut(found.end(), len(parts[0].text))
    if tail is not None and parts and isinstance(parts[-1], Literal):
        found = tail.search(parts[-1].text)
        if found:
            parts[-1] = parts[-1].cut(0, found.start())
    return text(parts, value.at)


def _trim_prefix(args: Args, at: Span) -> Value:
    return _ends(_text(args[1], at), re.compile(rf"\A{re.escape(_known(args[0], at))}"), None)


def _trim_suffix(args: Args, at: Span) -> Value:
    return _ends(_text(args[1], at), None, re.compile(rf"{re.escape(_known(args[0], at))}\Z"))


def _trim_all(args: Args, at: Span) -> Value:
    letters = re.escape(_known(args[0], at))
    return _ends(_text(args[1], at), re.compile(rf"\A[{letters}]+"), re.compile(rf"[{letters}]+\Z"))


def _trunc(args: Args, at: Span) -> Value:
    """A text that is partly known is taken to fit: names seldom reach the 63 letters of their limit."""
    count, value = _number(args[0]), _text(args[1], at)
    if value.known is None or len(value.known) <= abs(count):
        return value
    start, end = (0, count) if count >= 0 else (len(value.known) + count, len(value.known))
    first = value.parts[0]
    if len(value.parts) == 1 and isinstance(first, Literal):
        return text((first.cut(start, end),), value.at)
    return known(value.known[start:end], value.at)


def _replace(args: Args, at: Span) -> Value:
    old, new, value = _known(args[0], at), _known(args[1], at), _text(args[2], at)
    return value.map(lambda part: part.replace(old, new)) if old in str(value.key) else value


def _quote(mark: str) -> Function:
    def apply(args: Args, at: Span) -> Value:
        texts: list[Text] = []
        for value in args:
            made = printed(value, at)
            texts += [known(mark, at), made, known(mark, at), known(" ", at)]
        return join(texts[:-1], at)

    return apply


def _printf(args: Args, at: Span) -> Value:
    pieces = re.split(r"(%[-+#0 ]*\d*(?:\.\d+)?[a-zA-Z%])", _known(args[0], at))
    values = iter(args[1:])
    texts: list[Text] = []
    for piece in pieces:
        if piece == "%%":
            texts.append(known("%", at))
        elif piece.startswith("%") and len(piece) > 1:
            value = next(values, None)
            made = _text(value, at)
            texts += [known('"', at), made, known('"', at)] if piece.endswith("q") else [made]
        else:
            texts.append(known(piece, at))
    return join(texts, at)


def _print(args: Args, at: Span) -> Value:
    return join([_text(value, at) for value in args], at)


def _cat(args: Args, at: Span) -> Value:
    texts = [piece for value in args for piece in (known(" ", at), _text(value, at))]
    return join(texts[1:], at)


def _test(holds: Callable[[str, str], bool], edge: Callable[[Text], str] | None) -> Function:
    """`holds(part, whole)`; a text with holes is told where its known edge, or a part of it, tells."""

    def apply(args: Args, at: Span) -> Value:
        part, whole = _known(args[0], at), _text(args[1], at)
        if whole.known is not None:
            return Scalar(holds(part, whole.known), at)
        if edge is not None and len(edge(whole)) >= len(part):
            return Scalar(holds(part, edge(whole)), at)
        if edge is None and any(isinstance(one, Literal) and part in one.text for one in whole.parts):
            return Scalar(True, at)
        raise NotKnown

    return apply


def _regex_match(args: Args, at: Span) -> Value:
    return Scalar(re.search(_known(args[0], at), _known(args[1], at)) is not None, at)


def _regex_replace(args: Args, at: Span) -> Value:
    into = re.sub(r"\$\{?(\w+)\}?", r"\\g<\1>", _known(args[2], at))
    return known(re.sub(_known(args[0], at), into, _known(args[1], at)), at)


def _split_list(args: Args, at: Span) -> Value:
    mark, rest = _known(args[0], at), _text(args[1], at)
    found: list[Value] = []
    while (halves := rest.split(mark)) is not None:
        found.append(halves[0])
        rest = halves[1]
    return Sequence((*found, rest), at)


def _join(args: Args, at: Span) -> Value:
    mark = _text(args[0], at)
    texts = [piece for item in _items(args[1]) for piece in (mark, _text(item, at))]
    return join(texts[1:], at)


def _indent(args: Args, at: Span) -> Value:
    return indented(_text(args[1], at), _number(args[0]))


def _nindent(args: Args, at: Span) -> Value:
    return join([known("\n", at), indented(_text(args[1], at), _number(args[0]))], at)


def _base64(args: Args, at: Span) -> Value:
    return known(base64.b64encode(_known(args[0], at).encode()).decode(), at)


def _unbase64(args: Args, at: Span) -> Value:
    return known(base64.b64decode(_known(args[0], at)).decode("utf-8", "replace"), at)


# documents


def _to_yaml(args: Args, at: Span) -> Value:
    value = args[0]
    if isinstance(value, Unknown):
        raise NotKnown
    return to_yaml(value, at)


def _from_yaml(args: Args, at: Span) -> Value:
    for one in woven(_text(args[0], at)):
        if isinstance(one, Document):
            return value_of(one.root)
    return Table({}, at)


# collections


def _items(value: Value | None) -> Iterable[Value | None]:
    match value:
        case Sequence(items=items, more=None):
            return items
        case None:
            return ()
        case _:
            raise NotKnown


def _table(value: Value | None) -> Table:
    if not isinstance(value, Table):
        raise NotKnown
    return value


def _dict(args: Args, at: Span) -> Value:
    fields: dict[str, Value] = {}
    for key, value in zip(args[::2], args[1::2], strict=False):
        fields[_known(key, at)] = value if value is not None else Scalar(None, at)
    return Table(fields, at)


def _get(args: Args, at: Span) -> Value | None:
    return _table(args[0]).items.get(_known(args[1], at), known("", at))


def _index(args: Args, at: Span) -> Value | None:
    value = args[0]
    for key in args[1:]:
        match value:
            case Table(items=items):
                value = items.get(_known(key, at))
            case Sequence(items=found, more=None):
                number = _number(key)
                value = found[number] if -1 < number < len(found) else None
            case None:
                return None
            case _:
                raise NotKnown
    return value


def _has_key(args: Args, at: Span) -> Value:
    table = _table(args[0])
    key = _known(args[1], at)
    if key not in table.items and table.more is not None:
        raise NotKnown
    return Scalar(key in table.items, at)


def _has(args: Args, at: Span) -> Value:
    answers = [same(args[0], item) for item in _items(args[1])]
    return _flag(True if True in answers else None if None in answers else False, at)


def _merge(args: Args, at: Span) -> Value:
    """`merge`: what comes first wins."""
    made = Table({}, at)
    for value in reversed(args):
        if value is not None:
            made = merged(made, _table(value))
    return made


def _overwrite(args: Args, at: Span) -> Value:
    return _merge(list(reversed(args)), at)


def _set(args: Args, at: Span) -> Value:
    table = _table(args[0])
    value = args[2] if args[2] is not None else Scalar(None, at)
    return Table({**table.items, _known(args[1], at): value}, table.at, table.more)


def _chosen(keep: bool) -> Function:
    def apply(args: Args, at: Span) -> Value:
        table = _table(args[0])
        names = {_known(key, at) for key in args[1:]}
        kept = {key: value for key, value in table.items.items() if (key in names) is keep}
        return Table(kept, table.at, table.more)

    return apply


def _keys(args: Args, at: Span) -> Value:
    return Sequence(tuple(known(key, at) for key in _table(args[0]).items), at)


def _values(args: Args, at: Span) -> Value:
    return Sequence(tuple(_table(args[0]).items.values()), at)


def _list(args: Args, at: Span) -> Value:
    return Sequence(tuple(value if value is not None else Scalar(None, at) for value in args), at)


def _append(args: Args, at: Span) -> Value:
    items = [item for item in (*_items(args[0]), args[1]) if item is not None]
    return Sequence(tuple(items), at)


def _concat(args: Args, at: Span) -> Value:
    return Sequence(tuple(i for value in args for i in _items(value) if i is not None), at)


def _first(args: Args, _: Span) -> Value | None:
    return next(iter(_items(args[0])), None)


def _last(args: Args, _: Span) -> Value | None:
    return next(iter(reversed(list(_items(args[0])))), None)


def _compact(args: Args, at: Span) -> Value:
    return Sequence(tuple(i for i in _items(args[0]) if i is not None and truth(i) is not False), at)


def _unique(args: Args, at: Span) -> Value:
    kept: list[Value] = []
    for item in _items(args[0]):
        if item is not None and not any(same(item, other) for other in kept):
            kept.append(item)
    return Sequence(tuple(kept), at)


def _len(args: Args, at: Span) -> Value:
    match args[0]:
        case Table(items=items, more=None):
            return Scalar(len(items), at)
        case None:
            return Scalar(0, at)
        case Text() as value:
            return Scalar(len(_known(value, at)), at)
        case value:
            return Scalar(len(list(_items(value))), at)


def _until(args: Args, at: Span) -> Value:
    return Sequence(tuple(Scalar(n, at) for n in islice(range(_number(args[0])), 256)), at)


def _dig(args: Args, at: Span) -> Value | None:
    *keys, fallback, value = args
    for key in keys:
        value = value.items.get(_known(key, at)) if isinstance(value, Table) else None
        if value is None:
            return fallback
    return value


def _kind(value: Value | None) -> str:
    match value:
        case Table():
            return "map"
        case Sequence():
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
    written = _known(args[0], at)
    kind = _kind(args[1])
    alike = {"map[string]interface {}": "map", "[]interface {}": "slice", "[]interface{}": "slice"}
    return Scalar(alike.get(written, written) == kind, at)


def _sum(args: Args, at: Span) -> Value:
    return Scalar(sum(map(_number, args)), at)


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
    "lower": _map(str.lower),
    "upper": _map(str.upper),
    "title": _map(str.title),
    "trim": _trimmed(r"\s+"),
    "trimAll": _trim_all,
    "trimPrefix": _trim_prefix,
    "trimSuffix": _trim_suffix,
    "trunc": _trunc,
    "replace": _replace,
    "quote": _quote('"'),
    "squote": _quote("'"),
    "printf": _printf,
    "print": _print,
    "println": _print,
    "cat": _cat,
    "toString": lambda args, at: _text(args[0], at),
    "contains": _test(lambda part, whole: part in whole, None),
    "hasPrefix": _test(lambda part, whole: whole.startswith(part), lambda whole: whole.opening),
    "hasSuffix": _test(lambda part, whole: whole.endswith(part), lambda whole: whole.closing),
    "regexMatch": _regex_match,
    "mustRegexMatch": _regex_match,
    "regexReplaceAll": _regex_replace,
    "mustRegexReplaceAll": _regex_replace,
    "splitList": _split_list,
    "join": _join,
    "indent": _indent,
    "nindent": _nindent,
    "b64enc": _base64,
    "b64dec": _unbase64,
    "sha256sum": lambda args, at: known(sha256(_known(args[0], at).encode()).hexdigest(), at),
    "toYaml": _to_yaml,
    "toYamlPretty": _to_yaml,
    "mustToYaml": _to_yaml,
    "fromYaml": _from_yaml,
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
    "kindIs": _kind_is,
    "typeIs": _kind_is,
    "typeOf": lambda args, at: known(_kind(args[0]), at),
    "kindOf": lambda args, at: known(_kind(args[0]), at),
    "int": lambda args, at: Scalar(_number(args[0]), at),
    "int64": lambda args, at: Scalar(_number(args[0]), at),
    "add": _sum,
    "add1": lambda args, at: Scalar(_number(args[0]) + 1, at),
    "sub": lambda args, at: Scalar(_number(args[0]) - _number(args[1]), at),
    "mul": lambda args, at: Scalar(_number(args[0]) * _number(args[1]), at),
    "deepCopy": _same_value,
    "mustDeepCopy": _same_value,
    "lookup": lambda _, at: Table({}, at),  # as 'helm template' has it
}
