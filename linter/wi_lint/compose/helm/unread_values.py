"""Values that a chart does not read, though it reads others that are nearly called so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from msgspec import Struct

from wi_lint.bounds import MAX_COMPARED
from wi_lint.compose.helm.chart import Chart
from wi_lint.grammar import distance
from wi_lint.lazy_re import regex
from wi_lint.source import Span
from wi_lint.tree import Node
from wi_lint.values import MapValue, Text, Value, as_bool

_IDENTITY = regex(r"service_?account|iam\.gke\.io", re.IGNORECASE)
_HOST = ".iam.gserviceaccount.com"
_INSIDE = regex(r"service_?account|iam\.gke\.io|annotations", re.IGNORECASE)
"""What the settings of an account hold besides."""


class UnreadValuesKey(Struct, frozen=True, eq=False):
    """A key of some values. `meant`: the key that the chart reads, and where it has a default.

    `handed`: the chart reads nothing itself, and hands what stands under `meant` to a chart that it installs.
    """

    key: str
    at: Span
    meant: str
    meant_at: Span
    handed: bool = False


def unread_values(chart: Chart, given: MapValue) -> Iterator[UnreadValuesKey]:
    """The keys that are nearly those of the chart's own values, where an identity is at stake.

    Of values with very many strange ones, only the first are held against the chart's.
    """
    for own, beside, key, value in islice(_strays(chart.values, given, _IDENTITY), MAX_COMPARED):
        meant = next((other for other in own.items if _near(key, other) and other not in beside.items), None)
        if meant is not None and not re.search(rf"\.{re.escape(key)}\b", chart.reads):
            yield UnreadValuesKey(key, key_at(key, value), meant, key_at(meant, own.items[meant]))


class LostAnnotation(Struct, frozen=True, eq=False):
    """An annotation of some values that no object of the chart has. `path`: of the table that it is in.

    `switched_off`: the values have the chart make no account, and name none that is there already. `read`:
    the one path of an account's annotations that the chart reads.
    """

    path: tuple[str, ...]
    value: Text
    key_at: Span
    switched_off: bool
    read: tuple[str, ...] = ()


def lost_annotations(
    chart: Chart, given: MapValue, key: str, objects: Iterable[Node]
) -> Iterator[LostAnnotation]:
    """The annotations by a key in values of which all objects were made, and none has any."""
    if given.more is not None or any(_is_annotated(root, key) for root in objects):
        return
    for path, holder, table in _tables_with(given, key):
        if _is_off(given, path):
            continue
        value, create = table.items[key], holder.items.get("create")
        off = create is not None and as_bool(create) is False
        name = holder.items.get("name")
        named = isinstance(name, Text) and name.known != ""
        if isinstance(value, Text) and value.known != "" and not (off and named):
            yield LostAnnotation(path, value, key_at(key, value), off, _read_instead(chart, path))


_OF_ACCOUNT = regex(r"service_?account|(?:^|\.)sa\.", re.IGNORECASE)


def _read_instead(chart: Chart, path: tuple[str, ...]) -> tuple[str, ...]:
    """The path of an account's annotations that a chart reads, if there is one alone and it is another."""
    read = [one for one in chart.paths if one[-1].lower().endswith("annotations")]
    of_accounts = [one for one in read if _OF_ACCOUNT.search(".".join(one))]
    return of_accounts[0] if len(of_accounts) == 1 and of_accounts[0] != path else ()


def _is_off(values: MapValue, path: tuple[str, ...]) -> bool:
    """Whether the values switch off what a table is for, by an `enabled` beside it or above it."""
    for key in ("", *path):
        inner = values.items.get(key)
        values = inner if isinstance(inner, MapValue) else values
        enabled = values.items.get("enabled")
        if enabled is not None and as_bool(enabled) is not True:
            return True
    return False


def _is_annotated(root: Node, key: str) -> bool:
    """Whether an object has an annotation, or may have it: what it has is not known."""
    annotations = root.find("metadata", "annotations")
    return annotations is not None and (key in annotations.fields or annotations.made is not None)


def _tables_with(values: MapValue, key: str) -> Iterator[tuple[tuple[str, ...], MapValue, MapValue]]:
    """The tables of some values that hold the key of an annotation: where, what is around them, and they."""
    todo: list[tuple[tuple[str, ...], MapValue]] = [((), values)]
    while todo:
        path, holder = todo.pop()
        for name, inner in holder.items.items():
            if isinstance(inner, MapValue):
                todo.append(((*path, name), inner))
                if key in inner.items:
                    yield (*path, name), holder, inner


def misread_values(chart: Chart, given: MapValue) -> Iterator[UnreadValuesKey]:
    """The keys of Google accounts that no template reads, and that differ in case alone from one that is."""
    if not given.at.source.says(_HOST):
        return
    read = chart.paths
    for path, value in _accounts(given):
        near = chart.by_case.get(tuple(map(str.lower, path)), [])
        is_read = any(path[:end] in read for end in range(1, len(path) + 1))
        if is_read or len(near) != 1 or near[0][:-1] != path[:-1] or path[-1] in chart.words:
            continue
        if near[0][-1] not in _table(given, path[:-1]):
            yield UnreadValuesKey(path[-1], key_at(path[-1], value), near[0][-1], read[near[0]])


def _table(values: MapValue, path: tuple[str, ...]) -> Mapping[str, Value]:
    """What stands in the table at a path that is there."""
    for key in path:
        inner = values.items[key]
        values = inner if isinstance(inner, MapValue) else values
    return values.items


def _accounts(values: MapValue) -> Iterator[tuple[tuple[str, ...], Value]]:
    """The e-mails of Google accounts in some values, and where they stand."""
    todo: list[tuple[tuple[str, ...], MapValue]] = [((), values)]
    while todo:
        path, table = todo.pop()
        for key, value in table.items.items():
            if isinstance(value, MapValue):
                todo.append(((*path, key), value))
            elif isinstance(value, Text) and value.closing.endswith(_HOST):
                yield (*path, key), value


def handed_to_nobody(chart: Chart, given: MapValue) -> Iterator[UnreadValuesKey]:
    """The keys of an identity that a chart without templates hands to none of those that it installs."""
    if not chart.is_bare or not chart.parts or given.more is not None or not given.at.source.says(_HOST):
        return
    named: dict[str | None, list[str]] = {}
    for name, own in chart.parts.items():
        named.setdefault(own.known, []).append(name)
    only = list(chart.parts) if len(chart.parts) == 1 else []
    for key, value in given.items.items():
        called = named.get(key) or only
        if key in chart.parts or key == "global" or len(called) != 1:
            continue
        if _names_account(key, value) and not _is_anchored(value):
            at = chart.parts[called[0]].at
            yield UnreadValuesKey(key, key_at(key, value), called[0], at, handed=True)


def _is_anchored(value: Value) -> bool:
    """Whether something in a value has an anchor, by which it is written down for other places."""
    return re.search(r"&[\w-]+", value.at.source.text[value.at.start : value.at.end]) is not None


def _names_account(key: str, value: Value) -> bool:
    """Whether something in a value is a Google service account, by its annotation or its e-mail."""
    return next(_accounts(MapValue({key: value}, value.at)), None) is not None


def _strays(
    own: MapValue, given: MapValue, sign: re.Pattern[str]
) -> Iterator[tuple[MapValue, MapValue, str, Value]]:
    """The keys of an identity for which a chart has no default: its own values there, and those given."""
    for key, value in given.items.items():
        default = own.items.get(key)
        if isinstance(default, MapValue) and isinstance(value, MapValue):
            yield from _strays(default, value, _INSIDE if _IDENTITY.search(key) else sign)
        elif default is None and own.items and _is_identity(key, value, sign):
            yield own, given, key, value


def _near(key: str, other: str) -> bool:
    return key.lower() == other.lower() or distance(key, other) <= min(2, len(key) // 4)


def _is_identity(key: str, value: Value, sign: re.Pattern[str]) -> bool:
    return sign.search(key) is not None or (
        isinstance(value, MapValue)
        and any(_is_identity(inner, one, sign) for inner, one in value.items.items())
    )


_BEFORE = 5_000
"""Characters in front of a value in which its key is looked for: there may be comments between them."""


def key_at(key: str, value: Value) -> Span:
    """Where the key of a value stands: the last place before it that says so."""
    at = value.at
    start = at.source.text.rfind(key, max(0, at.start - _BEFORE), at.start)
    return at.source.span(start, start + len(key)) if start >= 0 else at
