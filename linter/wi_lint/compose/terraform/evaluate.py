"""Expressions to values: what Terraform itself would know, and a hole with its reason elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from wi_lint.compose.terraform import functions
from wi_lint.compose.terraform.access import attribute, index
from wi_lint.compose.terraform.convert import as_bool, as_number, as_piece, as_text
from wi_lint.compose.terraform.functions import MAX_ITEMS
from wi_lint.compose.terraform.operators import binary
from wi_lint.compose.terraform.scope import Scope
from wi_lint.parse.hcl import ast
from wi_lint.source import Span
from wi_lint.values import (
    MAX_TEXT,
    Known,
    Literal,
    Match,
    Part,
    Scalar,
    Sequence,
    Table,
    Text,
    Unknown,
    Value,
    compare,
    text,
    unknown,
)

MAX_DEPTH = 120
"""Deepest evaluation, counted over references as well as nesting."""


def evaluate(expression: ast.Expression, scope: Scope) -> Value:
    """The value of an expression. Never raises: what cannot be known is a hole."""
    if scope.depth > MAX_DEPTH:
        return scope.hole(expression.start, expression.end, "it is nested too deeply to evaluate")
    return _RULES[type(expression)](expression, replace(scope, depth=scope.depth + 1))


def _literal(node: ast.Literal, scope: Scope) -> Value:
    at = scope.span(node.start, node.end)
    if isinstance(node.value, str):
        return Known((_string(node, scope),), at)
    return Scalar(node.value, at)


def _string(node: ast.Literal, scope: Scope) -> Literal:
    """A literal's place is its text, without quotes."""
    assert isinstance(node.value, str)
    size = node.end - node.start
    if size == len(node.value) + 2:
        return Literal(node.value, scope.span(node.start + 1, node.end - 1))
    return Literal(node.value, scope.span(node.start, node.end))


def _template(node: ast.Template, scope: Scope) -> Value:
    at = scope.span(node.start, node.end)
    if len(node.parts) == 1 and not isinstance(node.parts[0], ast.Literal):
        only = evaluate(node.parts[0], scope)
        if _wraps(node, scope):
            return only
        made = as_text(only)
        return made.placed(at) if made is not None else only
    parts: list[Part] = []
    for piece in node.parts:
        parts += _part(piece, scope)
    return _sized(parts, at, scope)


def _wraps(node: ast.Template, scope: Scope) -> bool:
    """Whether a template is nothing but one interpolation, and so keeps its value's type."""
    return scope.source.text[node.start : node.start + 1] == '"'


def _sized(parts: list[Part], at: Span, scope: Scope) -> Value:
    size = sum(len(part.text) for part in parts if isinstance(part, Literal))
    if size > MAX_TEXT:
        return scope.hole(at.start, at.end, "it is too long")
    return text(parts, at)


def _part(piece: ast.Expression, scope: Scope) -> tuple[Part, ...]:
    if isinstance(piece, ast.Literal) and isinstance(piece.value, str):
        return (Literal(piece.value, scope.span(piece.start, piece.end)),)
    value = evaluate(piece, scope)
    made = as_piece(value)
    if made is not None:
        return made.parts
    return scope.hole(piece.start, piece.end, "it is no text").parts


def _template_if(node: ast.TemplateIf, scope: Scope) -> Value:
    condition = as_bool(evaluate(node.condition, scope))
    if condition is None:
        return scope.hole(node.start, node.end, "its condition is not known")
    chosen = node.then if condition else node.other
    parts = [part for piece in chosen for part in _part(piece, scope)]
    return text(parts, scope.span(node.start, node.end))


def _template_for(node: ast.TemplateFor, scope: Scope) -> Value:
    rounds = _rounds(node.key, node.value, evaluate(node.collection, scope), scope)
    if rounds is None:
        return scope.hole(node.start, node.end, "what it loops over is not known")
    parts = [part for inner in rounds for piece in node.body for part in _part(piece, inner)]
    return _sized(parts, scope.span(node.start, node.end), scope)


# References


def _name(node: ast.Name, scope: Scope) -> Value:
    return _reference(node, (node.name,), scope) or scope.hole(
        node.start, node.end, f"{node.name} is not declared here"
    )


def _get_attr(node: ast.GetAttr, scope: Scope) -> Value:
    words = _words(node)
    if words is not None:
        found = _reference(node, words, scope)
        if found is not None:
            return found
    return attribute(evaluate(node.of, scope), node.name, scope.span(node.start, node.end))


def _words(node: ast.Expression) -> tuple[str, ...] | None:
    """`a.b.c` as its words; nothing where something else stands in between."""
    words: list[str] = []
    while isinstance(node, ast.GetAttr):
        words.append(node.name)
        node = node.of
    if not isinstance(node, ast.Name):
        return None
    return (node.name, *reversed(words))


def _reference(node: ast.Expression, words: tuple[str, ...], scope: Scope) -> Value | None:
    """The value of a plain reference: a loop variable, or what the module calls by that name."""
    at = scope.span(node.start, node.end)
    if words[0] in scope.variables:
        value, used = scope.variables[words[0]], 1
    else:
        found = scope.names.lookup(words, at)
        if found is None:
            return None
        value, used = found
    for word in words[used:]:
        value = attribute(value, word, at)
    return value


def _index(node: ast.Index, scope: Scope) -> Value:
    of = evaluate(node.of, scope)
    key = evaluate(node.key, scope)
    return index(of, key, scope.hole(node.start, node.end, "which one is meant is not known"))


def _item(node: ast.Item, scope: Scope) -> Value:
    return scope.variables["*"]


def _splat(node: ast.Splat, scope: Scope) -> Value:
    of = _within(evaluate(node.of, scope))
    at = scope.span(node.start, node.end)
    match of:
        case Sequence(items=items, more=more):
            pass
        case Unknown():
            return scope.hole(node.start, node.end, of.why)
        case Scalar(value=None):
            return Sequence((), at)
        case _:
            items, more = (of,), None
    made = tuple(
        evaluate(node.each, scope.bind({"*": item}, f"*{number}")) for number, item in enumerate(items)
    )
    rest = scope.hole(node.start, node.end, more.why) if more else None
    return Sequence(made, at, rest)


# Collections


def _tuple(node: ast.Tuple, scope: Scope) -> Value:
    items = tuple(evaluate(item, scope) for item in node.items)
    return Sequence(items, scope.span(node.start, node.end))


def _object(node: ast.Object, scope: Scope) -> Value:
    fields: dict[str, Value] = {}
    more: Unknown | None = None
    for key, item in node.items:
        name = as_text(evaluate(key, scope))
        if isinstance(name, Known):
            fields[name.known] = evaluate(item, scope)
        else:
            more = scope.hole(key.start, key.end, "a key of it is not known")
    return Table(fields, scope.span(node.start, node.end), more)


def _for(node: ast.For, scope: Scope) -> Value:
    collection = _within(evaluate(node.collection, scope))
    rounds = _rounds(node.key, node.value, collection, scope)
    at = scope.span(node.start, node.end)
    if rounds is None:
        return scope.hole(node.start, node.end, _why(collection))
    doubt = isinstance(collection, Sequence | Table) and collection.more is not None
    kept: list[Scope] = []
    for inner in rounds:
        keep = True if node.condition is None else as_bool(evaluate(node.condition, inner))
        if keep is None:
            doubt = True
        elif keep:
            kept.append(inner)
    more = scope.hole(node.start, node.end, _why(collection)) if doubt else None
    if node.item_key is None:
        return Sequence(tuple(evaluate(node.item, inner) for inner in kept), at, more)
    return _keyed(node, kept, at, more)


def _keyed(node: ast.For, kept: list[Scope], at: Span, more: Unknown | None) -> Value:
    assert node.item_key is not None
    fields: dict[str, Value] = {}
    groups: dict[str, list[Value]] = {}
    for inner in kept:
        key = as_text(evaluate(node.item_key, inner))
        if not isinstance(key, Known):
            more = more or inner.hole(node.start, node.end, "a key of it is not known")
        elif node.grouped:
            groups.setdefault(key.known, []).append(evaluate(node.item, inner))
        else:
            fields[key.known] = evaluate(node.item, inner)
    for name, items in groups.items():
        fields[name] = Sequence(tuple(items), at)
    return Table(fields, at, more)


def _within(of: Value) -> Value:
    """A sequence with no more items than we follow; the others are an unknown rest."""
    if isinstance(of, Sequence) and len(of.items) > MAX_ITEMS:
        rest = unknown("items", f"wi-lint follows {MAX_ITEMS} items of a list", of.at)
        return Sequence(of.items[:MAX_ITEMS], of.at, of.more or rest)
    return of


def _why(value: Value) -> str:
    match value:
        case Unknown():
            return value.why
        case Sequence(more=Unknown() as more) | Table(more=Unknown() as more):
            return more.why
        case _:
            return "whether it is there is not known"


def _rounds(key: str | None, value: str, of: Value, scope: Scope) -> list[Scope] | None:
    """One scope for each item; nothing where the collection is not known at all."""
    pairs: Iterator[tuple[Value, Value]]
    match of:
        case Sequence(items=items, at=at):
            pairs = ((_key(number, of, at), item) for number, item in enumerate(items))
        case Table(items=fields):
            pairs = ((Known((Literal(k, fields[k].at),), fields[k].at), fields[k]) for k in sorted(fields))
        case _:
            return None
    return [
        scope.bind({value: item} | ({key: name} if key else {}), f"#{number}")
        for number, (name, item) in enumerate(pairs)
    ]


def _key(number: int, of: Value, at: Span) -> Value:
    """The index of an item; where there may be further ones, nobody knows which."""
    if isinstance(of, Sequence) and of.more is not None:
        return unknown(f"{of.more.holes[0].name}#{number}", of.more.why, at)
    return Scalar(number, at)


# Operators


def _call(node: ast.Call, scope: Scope) -> Value:
    at = scope.span(node.start, node.end)
    if node.name in ("try", "can"):
        return _try(node, scope)
    args = [evaluate(arg, scope) for arg in node.args]
    if node.expand and args:
        last = args.pop()
        if not isinstance(last, Sequence) or last.more:
            return scope.hole(node.start, node.end, _why(last))
        args += last.items
    made = functions.call(node.name, args, at)
    if made is not None:
        return made
    return scope.hole(node.start, node.end, _why_not(node.name, args))


def _why_not(name: str, args: list[Value]) -> str:
    why = next((hole.why for arg in args if isinstance(arg, Text) for hole in arg.holes), None)
    return why or f"{name}() cannot be told from these files"


def _try(node: ast.Call, scope: Scope) -> Value:
    """`try(a, b)`: the first that works. What is unknown may work or not."""
    for arg in node.args:
        value = evaluate(arg, scope)
        if _fails(value):
            continue
        if node.name == "can":
            break
        if len(node.args) > 1 and (isinstance(value, Unknown) or _may_fail(arg, scope)):
            return scope.hole(node.start, node.end, _why(value))
        return value
    else:
        if node.name == "can":
            return Scalar(False, scope.span(node.start, node.end))
    return scope.hole(node.start, node.end, f"{node.name}() cannot be told from these files")


def _may_fail(node: ast.Expression, scope: Scope) -> bool:
    """Whether it takes one of several instances of which there may be none."""
    while isinstance(node, ast.GetAttr | ast.Index):
        if isinstance(node, ast.Index):
            of = evaluate(node.of, scope)
            if isinstance(of, Sequence | Table) and of.more is not None:
                return True
        node = node.of
    return False


def _fails(value: Value) -> bool:
    return isinstance(value, Unknown) and "it has no attribute" in value.why


def _conditional(node: ast.Conditional, scope: Scope) -> Value:
    condition = as_bool(evaluate(node.condition, scope))
    if condition is not None:
        return evaluate(node.then if condition else node.other, scope)
    then, other = evaluate(node.then, scope), evaluate(node.other, scope)
    if isinstance(then, Text) and isinstance(other, Text):
        if compare(then, other) is Match.SAME:
            return then
    elif isinstance(then, Scalar) and isinstance(other, Scalar) and then.value == other.value:
        return then
    return scope.hole(node.start, node.end, "it depends on a condition that is not known")


def _binary(node: ast.Binary, scope: Scope) -> Value:
    left, right = evaluate(node.left, scope), evaluate(node.right, scope)
    answer = binary(node.operator, left, right)
    if answer is None:
        return scope.hole(node.start, node.end, _why_not(node.operator, [left, right]))
    return Scalar(answer, scope.span(node.start, node.end))


def _unary(node: ast.Unary, scope: Scope) -> Value:
    value = evaluate(node.of, scope)
    at = scope.span(node.start, node.end)
    if node.operator == "!":
        flag = as_bool(value)
        made: Value | None = None if flag is None else Scalar(not flag, at)
    else:
        number = as_number(value)
        made = None if number is None else Scalar(-number, at)
    return made or scope.hole(node.start, node.end, _why_not(node.operator, [value]))


_RULES: dict[type, Callable[..., Value]] = {
    ast.Literal: _literal,
    ast.Template: _template,
    ast.TemplateIf: _template_if,
    ast.TemplateFor: _template_for,
    ast.Name: _name,
    ast.GetAttr: _get_attr,
    ast.Index: _index,
    ast.Item: _item,
    ast.Splat: _splat,
    ast.Call: _call,
    ast.Tuple: _tuple,
    ast.Object: _object,
    ast.For: _for,
    ast.Binary: _binary,
    ast.Unary: _unary,
    ast.Conditional: _conditional,
}
