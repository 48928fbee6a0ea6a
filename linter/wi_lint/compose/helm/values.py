"""Values of charts: read, merged, and written out again, each text at the place it was written at."""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.lazy_re import regex
from wi_lint.source import Span
from wi_lint.tree import Node, Shape, typed
from wi_lint.values import (
    EmptyDefault,
    Known,
    ListValue,
    Literal,
    MapValue,
    Part,
    Reason,
    Scalar,
    Text,
    Unknown,
    Value,
    Why,
    is_null,
    known,
    text,
    unknown,
)


def value_of(node: Node) -> Value:
    """A located tree as a value."""
    match node.shape:
        case Shape.MAPPING:
            return MapValue({name: value_of(found.value) for name, found in node.fields.items()}, node.span)
        case Shape.SEQUENCE:
            return ListValue(tuple(map(value_of, node.items)), node.span)
        case _:
            return _scalar(node)


def _scalar(node: Node) -> Value:
    if node.made is not None:
        return node.made
    datum = node.value
    if isinstance(datum, str):
        if not datum:
            hole = unknown(f"values:{node.source.path}@{node.start}", Reason.EMPTY(), node.span)
            return EmptyDefault(hole, node.span)
        return Known((Literal(datum, node.inner),), node.inner)
    return Scalar(datum, node.span)


def merged(below: MapValue, above: MapValue) -> MapValue:
    """Values above others: tables are merged, and a null takes a key away.

    Where a file of those above is not in the tree, the texts below may be anything.
    """
    if not below.items and below.more is None and not any(map(is_null, above.items.values())):
        return above
    is_open = above.more is not None and above.more.cause.reason is Reason.ELSEWHERE
    fields = dict(_doubted(below, above.more.cause).items if is_open and above.more else below.items)
    for key, value in above.items.items():
        old = fields.get(key)
        if isinstance(value, Scalar) and value.value is None:
            fields.pop(key, None)
        elif isinstance(old, MapValue) and isinstance(value, MapValue):
            fields[key] = merged(old, value)
        else:
            fields[key] = value
    return MapValue(fields, below.at, below.more or above.more)


def _doubted(values: MapValue, cause: Why) -> MapValue:
    """Values that a file may set which is not in the tree: its texts. What is on or off mostly stays so."""
    fields: dict[str, Value] = {}
    for key, value in values.items.items():
        match value:
            case MapValue():
                fields[key] = _doubted(value, cause)
            case Known(known=whole) if whole:
                at = value.at
                fields[key] = unknown(f"values:{at.path}@{at.start}", cause, at)
            case _:
                fields[key] = value
    return MapValue(fields, values.at, values.more)


def truth(value: Value | None) -> bool | None:
    """Whether a template takes a value for true; nothing where it is not known."""
    match value:
        case None:
            return False
        case Scalar(value=datum):
            return bool(datum)
        case Unknown():
            return None
        case Text(parts=parts):
            return bool(parts)
        case ListValue(items=items, more=more) | MapValue(items=items, more=more):
            return True if items else None if more else False
        case _:
            return None


def printed(value: Value | None, at: Span) -> Text:
    """A value as `{{ }}` writes it. What is empty in the values of a chart is to be filled in."""
    match value:
        case None | Scalar(value=None):
            return known("", at)
        case EmptyDefault(given=given):
            return given
        case Text():
            return value
        case Scalar(value=bool() as flag):
            return known("true" if flag else "false", value.at)
        case Scalar(value=datum):
            return known(f"{datum:g}" if isinstance(datum, float) else str(datum), value.at)
        case _:
            return unknown(f"{at.path}@{at.start}", Reason.NOT_TEXT(), at)


def to_yaml(value: Value | None, at: Span) -> Text:
    """A value as YAML, block style, without a line break at its end."""
    parts = list(_lines(value, 0, at))
    if parts and isinstance(parts[-1], Literal) and parts[-1].text.endswith("\n"):
        last = parts[-1]
        parts[-1] = Literal(last.text[:-1], last.at)
    return text(parts, at)


def _lines(value: Value | None, depth: int, at: Span) -> Iterator[Part]:
    pad = "  " * depth
    match value:
        case MapValue(items=items) if items:
            for key, inner in items.items():
                yield Literal(f"{pad}{_key(key)}:", at)
                yield from _behind(inner, depth + 1, at)
        case ListValue(items=items) if items:
            for inner in items:
                yield from _item(inner, depth, at)
        case _:
            yield Literal(pad, at)
            yield from _plain(value, at)
            yield Literal("\n", at)


def _behind(value: Value, depth: int, at: Span) -> Iterator[Part]:
    """What stands behind a key: on its line, or below it."""
    if isinstance(value, MapValue | ListValue) and value.items:
        yield Literal("\n", at)
        yield from _lines(value, depth, at)
    else:
        yield Literal(" ", at)
        yield from _plain(value, at)
        yield Literal("\n", at)


def _item(value: Value, depth: int, at: Span) -> Iterator[Part]:
    inner = list(_lines(value, depth + 1, at))
    first = inner[0]
    pad = "  " * depth
    if isinstance(first, Literal):
        inner[0] = Literal(f"{pad}- {first.text[2 * (depth + 1) :]}", first.at)
    else:
        inner.insert(0, Literal(f"{pad}- ", at))
    yield from inner


def _key(key: str) -> str:
    return (
        key
        if key.replace("-", "").replace("_", "").replace(".", "").replace("/", "").isalnum()
        else repr(key)
    )


_UNSAFE = regex(r"""^[-?:,\[\]{}#&*!|>'"%@`]|:(?:\s|$)|\s#|\n|^\s|\s$""")


def _plain(value: Value | None, at: Span) -> Iterator[Part]:
    """A scalar, quoted where it would be read as something else."""
    match value:
        case None | Scalar(value=None):
            yield Literal("null", at)
        case Text(parts=()):
            yield Literal('""', at)
        case Text(parts=parts) if value.known is not None and _needs_quotes(value.known):
            if "'" in value.known or "\n" in value.known:
                yield Literal(
                    '"' + value.known.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"',
                    value.at,
                )
            else:
                yield from (Literal("'", at), *parts, Literal("'", at))
        case Text(parts=parts):
            yield from parts
        case MapValue() | ListValue():
            yield Literal("{}" if isinstance(value, MapValue) else "[]", at)
        case _:
            yield from printed(value, at).parts


def _needs_quotes(written: str) -> bool:
    return not isinstance(typed(written), str) or _UNSAFE.search(written) is not None


def indented(value: Text, count: int) -> Text:
    """A text with blanks in front of each of its lines."""
    pad = " " * count
    parts: list[Part] = [Literal(pad, value.at)]
    for part in value.parts:
        if isinstance(part, Literal) and "\n" in part.text:
            parts += _broken(part, pad)
        else:
            parts.append(part)
    return text(parts, value.at)


def _broken(part: Literal, pad: str) -> Iterator[Part]:
    lines = part.text.split("\n")
    offset = 0
    for number, line in enumerate(lines):
        if number:
            yield Literal(f"\n{pad}", part.at)
        yield part.cut(offset, offset + len(line))
        offset += len(line) + 1
