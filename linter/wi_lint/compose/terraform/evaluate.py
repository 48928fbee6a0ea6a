"""Expressions to values: what Terraform itself would know, and a hole with its reason elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wi_lint.bounds import MAX_EVALUATION_DEPTH, MAX_TEXT, MAX_WEIGHT
from wi_lint.compose.terraform import functions, operators
from wi_lint.compose.terraform.access import attribute, index
from wi_lint.compose.terraform.convert import NotKnown, as_list, as_number, fails, is_shuffled, unified
from wi_lint.compose.terraform.either import either
from wi_lint.compose.terraform.loop_iterations import (
    is_whole,
    loop_iterations,
    perhaps_iterations,
    why,
    within,
)
from wi_lint.compose.terraform.scope import Scope, Template
from wi_lint.parse.hcl import HclError, ast, parse_template
from wi_lint.source import Source, Span
from wi_lint.values import (
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
    as_bool,
    as_segment,
    as_text,
    doubt,
    text,
    unknown,
    weight,
)


def evaluate(expression: ast.Expression, scope: Scope) -> Value:
    """The value of an expression. Never raises: what cannot be known is a hole."""
    if type(expression) is ast.Literal:
        return _literal(expression, scope)
    kind = type(expression)
    if scope.depth > MAX_EVALUATION_DEPTH:
        return scope.hole(expression.start, expression.end, Reason.TOO_LARGE("its nesting"))
    if scope.names.work.is_spent():
        return _spent(expression, scope)
    made = _RULES[kind](expression, scope.deeper())
    if kind in _GROWING and weight(made) > MAX_WEIGHT:
        return scope.hole(expression.start, expression.end, Reason.TOO_LARGE("its size"))
    return made


_GROWING = frozenset({ast.Template, ast.Call, ast.For, ast.Tuple, ast.Object, ast.Splat})
"""What makes values larger than those it is made of."""


def _spent(node: ast.Expression, scope: Scope) -> Value:
    return scope.hole(node.start, node.end, Reason.TOO_LARGE("the work of its root module"))


def _literal(node: ast.Literal, scope: Scope) -> Value:
    at = scope.span(node.start, node.end)
    if isinstance(node.value, str):
        return Known((_string(node, scope),), at)
    on = scope.names.work.on
    return Scalar(True if on and node.value is False and at.order in on else node.value, at)


def _string(node: ast.Literal, scope: Scope) -> Literal:
    """A literal's place is its text, without quotes."""
    assert isinstance(node.value, str)
    size = node.end - node.start
    if scope.at is None and size == len(node.value) + 2:
        return Literal(node.value, scope.span(node.start + 1, node.end - 1))
    return Literal(node.value, scope.span(node.start, node.end))


def _template(node: ast.Template, scope: Scope) -> Value:
    at = scope.span(node.start, node.end)
    if len(node.parts) == 1 and not _is_text(node.parts[0]):
        only = evaluate(node.parts[0], scope)
        if _wraps(node, scope):
            return only
        made = as_segment(only)
        return made.placed(at) if made is not None else only
    parts: list[Part] = []
    for piece in node.parts:
        parts += _part(piece, scope)
    return _sized(parts, at, scope)


def _is_text(node: ast.Expression) -> bool:
    return isinstance(node, ast.Literal) and isinstance(node.value, str)


def _wraps(node: ast.Template, scope: Scope) -> bool:
    """Whether a template is nothing but one interpolation, and so keeps its value's type."""
    return scope.source.text[node.start : node.start + 1] == '"'


def _sized(parts: list[Part], at: Span, scope: Scope) -> Value:
    size = sum(len(part.text) for part in parts if isinstance(part, Literal))
    if size > MAX_TEXT:
        return scope.hole(at.start, at.end, Reason.TOO_LARGE("its length"))
    return text(parts, at)


def _part(piece: ast.Expression, scope: Scope) -> tuple[Part, ...]:
    if isinstance(piece, ast.Literal) and isinstance(piece.value, str):
        return (Literal(piece.value, scope.span(piece.start, piece.end)),)
    value = evaluate(piece, scope)
    made = as_segment(value)
    if made is not None:
        return made.parts
    return scope.hole(piece.start, piece.end, Reason.NOT_TEXT(), fails=True).parts


def _template_if(node: ast.TemplateIf, scope: Scope) -> Value:
    condition = as_bool(evaluate(node.condition, scope))
    if condition is None:
        return scope.hole(node.start, node.end, Reason.CONDITIONAL())
    chosen = node.then if condition else node.other
    parts = [part for piece in chosen for part in _part(piece, scope)]
    return text(parts, scope.span(node.start, node.end))


def _template_for(node: ast.TemplateFor, scope: Scope) -> Value:
    collection = evaluate(node.collection, scope)
    inners = loop_iterations(node.key, node.value, collection, scope)
    if inners is None or is_shuffled(collection) or not is_whole(collection):
        return scope.hole(node.start, node.end, Reason.CONDITIONAL("what it loops over"))
    parts = [part for inner in inners for piece in node.body for part in _part(piece, inner)]
    return _sized(parts, scope.span(node.start, node.end), scope)


# References


def _name(node: ast.Name, scope: Scope) -> Value:
    return _reference(node, (node.name,), scope) or scope.hole(
        node.start, node.end, Reason.NOT_DECLARED(node.name)
    )


def _get_attr(node: ast.GetAttr, scope: Scope) -> Value:
    if node.words:
        found = _reference(node, node.words, scope)
        if found is not None:
            return found
    at = scope.span(node.start, node.end)
    return _taken(attribute(evaluate(node.of, scope), node.name, at), at, scope, derived=not _is_named(node))


def _taken(value: Value, at: Span, scope: Scope, *, derived: bool) -> Value:
    """What a resource says of itself stands where it is referred to, and so does what is `derived` of it."""
    if type(value) is not Known or scope.at is not None:
        return value
    if derived and len(value.parts) > 1:
        return value.placed(at)
    for part in value.parts:
        if part.provenance and part.provenance[-1].taken:
            return value.placed(at)
    return value


def _is_named(node: ast.Expression) -> bool:
    """Whether a reference is to what the module calls by a name of its own."""
    while isinstance(node, ast.GetAttr | ast.Index):
        node = node.of
    return isinstance(node, ast.Name) and node.name in _NAMED


_NAMED = frozenset({"var", "local", "each", "data"})
"""What is written somewhere, and only called here."""


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
    return _taken(value, at, scope, derived=words[0] not in _NAMED)


def _index(node: ast.Index, scope: Scope) -> Value:
    of = evaluate(node.of, scope)
    key = evaluate(node.key, scope)
    if fails(key):
        return scope.hole(node.start, node.end, doubt(key) or Reason.FAILED("its key"), fails=True)
    unclear = scope.hole(node.start, node.end, Reason.CONDITIONAL("which one is meant"))
    found = index(of, key, unclear)
    if found is unclear and (reason := doubt(key, of)):
        return scope.hole(node.start, node.end, reason)
    return found


def _item(node: ast.Item, scope: Scope) -> Value:
    return scope.variables["*"]


def _splat(node: ast.Splat, scope: Scope) -> Value:
    of = within(evaluate(node.of, scope))
    at = scope.span(node.start, node.end)
    if fails(of):
        return of
    match of:
        case ListValue(items=items, more=more, perhaps=perhaps):
            pass
        case Unknown():
            return scope.hole(node.start, node.end, of.cause)
        case Scalar(value=None):
            return ListValue((), at)
        case _:
            items, more, perhaps = (of,), None, ()
    every = tuple(
        evaluate(node.each, scope.bind({"*": item}, f"*{number}"))
        for number, item in enumerate((*items, *perhaps))
    )
    rest = scope.hole(node.start, node.end, more.cause) if more else None
    closed = isinstance(of, ListValue) and of.closed
    return as_list([of], every[: len(items)], at, rest, every[len(items) :], closed)


# Collections


def _tuple(node: ast.Tuple, scope: Scope) -> Value:
    items = tuple(evaluate(item, scope) for item in node.items)
    return ListValue(items, scope.span(node.start, node.end))


def _object(node: ast.Object, scope: Scope) -> Value:
    fields: dict[str, Value] = {}
    more: Unknown | None = None
    for key, item in node.items:
        name = as_text(evaluate(key, scope))
        if isinstance(name, Known):
            fields[name.known] = evaluate(item, scope)
        else:
            more = scope.hole(key.start, key.end, Reason.CONDITIONAL("one of its keys"))
    return MapValue(fields, scope.span(node.start, node.end), more)


def _for(node: ast.For, scope: Scope) -> Value:
    collection = within(evaluate(node.collection, scope))
    inners = loop_iterations(node.key, node.value, collection, scope)
    at = scope.span(node.start, node.end)
    if inners is None:
        spent = scope.names.work.left < 0
        cause = Reason.TOO_LARGE("the work of its root module") if spent else why(collection)
        return scope.hole(node.start, node.end, cause)
    reason = None if is_whole(collection) else why(collection)
    kept: list[Scope] = []
    perhaps: list[Scope] = []
    for inner in inners:
        asked = evaluate(node.condition, inner) if node.condition is not None else None
        keep = True if asked is None else as_bool(asked)
        if keep:
            kept.append(inner)
        elif keep is None and asked is not None:
            perhaps.append(inner)
            reason = reason or doubt(asked) or Reason.CONDITIONAL("whether it is there")
    perhaps += [
        inner
        for inner in perhaps_iterations(node.key, node.value, collection, scope)
        if node.condition is None or as_bool(evaluate(node.condition, inner)) is not False
    ]
    more = scope.hole(node.start, node.end, reason) if reason else None
    if node.item_key is None:
        made = tuple(evaluate(node.item, inner) for inner in kept)
        possible = tuple(evaluate(node.item, inner) for inner in perhaps)
        return as_list([collection], made, at, more, possible, _is_closed(collection))
    return _keyed(node, kept, perhaps, collection, at, more)


def _is_closed(collection: Value) -> bool:
    return isinstance(collection, ListValue | MapValue) and collection.is_closed


def _keyed(
    node: ast.For, kept: list[Scope], perhaps: list[Scope], collection: Value, at: Span, more: Unknown | None
) -> Value:
    assert node.item_key is not None
    fields: dict[str, Value] = {}
    possible: dict[str, Value] = {}
    groups: dict[str, tuple[list[Value], list[Value]]] = {}
    closed = _is_closed(collection)
    for number, inner in enumerate((*kept, *perhaps)):
        sure = number < len(kept)
        key = as_text(evaluate(node.item_key, inner))
        if not isinstance(key, Known):
            more = more or inner.hole(node.start, node.end, Reason.CONDITIONAL("one of its keys"))
            closed = False
        elif node.grouped:
            groups.setdefault(key.known, ([], []))[not sure].append(evaluate(node.item, inner))
        elif sure and key.known in fields:
            return inner.hole(node.start, node.end, Reason.FAILED("two items with one key"), fails=True)
        elif sure:
            fields[key.known] = evaluate(node.item, inner)
        elif key.known not in fields:
            value = evaluate(node.item, inner)
            unclear = inner.hole(node.start, node.end, Reason.CONDITIONAL("which of two it is"))
            possible[key.known] = (
                either(possible[key.known], value, unclear) if key.known in possible else value
            )
    for name, (items, others) in groups.items():
        into = fields if items else possible
        into[name] = as_list([collection], tuple(items), at, more, tuple(others), closed)
    return MapValue(fields, at, more, possible, closed)


# Operators


def _call(node: ast.Call, scope: Scope) -> Value:
    at = scope.span(node.start, node.end)
    if node.name in ("try", "can"):
        return _try(node, scope)
    args = [evaluate(arg, scope) for arg in node.args]
    if node.expand and args:
        expanded = _expanded(node.name, args.pop())
        if isinstance(expanded, Unknown):
            return scope.hole(node.start, node.end, why(expanded))
        args += expanded
    if scope.names.work.is_spent(_cost(node.name, args)):
        return _spent(node, scope)
    if any(map(fails, args)):
        return scope.hole(node.start, node.end, _why_not(node.name, args), fails=True)
    if node.name == "templatefile":
        made = _template_file(args, scope, at)
    elif node.name == "templatestring":
        made = _template_string(args, scope, at)
    else:
        made = scope.names.apply(node.name, args, at) or functions.call(node.name, args, at, scope)
    return made if made is not None else _unanswered(node, args, scope)


def _expanded(name: str, last: Value) -> list[Value] | Unknown:
    """What `...` gives to a function, which of most has to be known whole.

    What may be more in a list that is merged has keys of its own: pieces of one loop are no defaults that
    later ones replace.
    """
    if not isinstance(last, ListValue):
        return last if isinstance(last, Unknown) else unknown("...", Reason.CONDITIONAL(), last.at)
    if last.more is None and not (is_shuffled(last) and name not in _WITHOUT_ORDER):
        return [*last.items]
    if name != "merge" or last.more is None:
        return last.more or unknown("...", Reason.CONDITIONAL("the order of the set"), last.at)
    perhaps = [_perhaps(one, last.more) for one in last.perhaps]
    return [*last.items, *perhaps, *([] if last.closed else [MapValue({}, last.at, last.more)])]


_WITHOUT_ORDER = frozenset({"merge", "setunion", "setintersection", "max", "min"})
"""Functions that make the same of their arguments in any order, as far as that is asked here."""


def _perhaps(value: Value, hole: Unknown) -> Value:
    """A map that may be there: each of its names may."""
    match value:
        case MapValue(items=items, perhaps=perhaps, at=at):
            return MapValue({}, at, hole, {**perhaps, **items}, value.is_closed)
        case _:
            return hole


def _cost(name: str, args: list[Value]) -> int:
    """What a call costs of the evaluations of its root: it walks over all that it is given."""
    held = sum(map(weight, args))
    return held // (_WALKED if not name.endswith("encode") else _WRITTEN)


_WALKED = 20
"""Items that a function walks over in the time of an evaluation."""
_WRITTEN = 1
"""Items that one which encodes them writes in that time."""
_READ = 64
"""Characters of a template that are read in that time."""


def _unanswered(node: ast.Call, args: list[Value], scope: Scope) -> Value:
    """A call that cannot be reported. The same call of the same texts stands for the same value."""
    hole = scope.hole(node.start, node.end, _why_not(node.name, args))
    keys = [made.key if (made := as_text(arg)) is not None else None for arg in args]
    if not functions.is_pure(node.name) or not keys or None in keys:
        return hole
    name = f"{node.name}({', '.join('|'.join(key) for key in keys if key is not None)})"
    inner = next((part.of for arg in args if isinstance(arg, Text) for part in arg.holes if part.of), None)
    of = inner.made_by(node.name) if inner is not None else None
    return unknown(name.replace("\0", ""), hole.cause, hole.at, of=of)


def _why_not(name: str, args: list[Value]) -> Why:
    why = doubt(*args)
    if why is None and not functions.is_pure(name):
        return Reason.NOT_FOLLOWED(f"{name}()")
    return why or Reason.CONDITIONAL(f"{name}()")


def _template_file(args: list[Value], scope: Scope, at: Span) -> Value | None:
    match args:
        case [Known(known=path), MapValue(items=names)]:
            try:
                source = scope.names.file(path)
            except NotKnown:  # it leads out of the tree
                source = None
        case _:
            return None
    if source is None:
        return scope.hole(at.start, at.end, Reason.ELSEWHERE(f"the file '{path}'"))
    return _filled(source, names, scope, at, None)


def _template_string(args: list[Value], scope: Scope, at: Span) -> Value | None:
    match args:
        case [Known(known=template), MapValue(items=names)]:
            return _filled(Source(at.path, template), names, scope, at, at)
        case _:
            return None


def _filled(
    source: Source, names: Mapping[str, Value], scope: Scope, at: Span, reported_at: Span | None
) -> Value:
    """A template with its names filled in. `declared`: where it is reported, if its text is not a file's."""
    if scope.names.work.is_spent(len(source.text) // _READ):
        return scope.hole(at.start, at.end, Reason.TOO_LARGE("the work of its root module"))
    try:
        template = parse_template(source.text, 0, len(source.text))
    except HclError as error:
        return scope.hole(at.start, at.end, Reason.BROKEN(f"the template ({error})"), fails=True)
    inside = Scope(source, Template(scope.names), names, f"{scope.tag}@{at.start}", scope.depth, reported_at)
    return evaluate(template, inside)


def _try(node: ast.Call, scope: Scope) -> Value:
    """`try(a, b)`: the first that works. What is unknown may work or not."""
    at = scope.span(node.start, node.end)
    for arg in node.args:
        value = evaluate(arg, scope)
        if fails(value):
            continue
        sure = _is_plain(arg) or not (isinstance(value, Unknown) or _may_fail(arg, scope) or _is_risky(value))
        if not sure and len(node.args) > 1 - (node.name == "can"):
            return scope.hole(node.start, node.end, why(value))
        return Scalar(True, at) if node.name == "can" else value
    if node.name == "can":
        return Scalar(False, at)
    return scope.hole(node.start, node.end, Reason.FAILED("each of its expressions"), fails=True)


def _is_risky(value: Value) -> bool:
    """Whether something fails that may be in a collection, or not."""
    match value:
        case ListValue(items=items, perhaps=perhaps):
            return any(map(fails, perhaps)) or any(map(_is_risky, items))
        case MapValue(items=dict() as fields, perhaps=possible):
            return any(map(fails, possible.values())) or any(map(_is_risky, fields.values()))
        case _:
            return False


def _is_plain(node: ast.Expression) -> bool:
    """`var.name` or `local.name`, which may be unknown and always works."""
    return isinstance(node, ast.GetAttr) and len(node.words) == 2 and node.words[0] in ("var", "local")


def _may_fail(node: ast.Expression, scope: Scope) -> bool:
    """Whether it takes one of several instances of which there may be none."""
    while isinstance(node, ast.GetAttr | ast.Index):
        if isinstance(node, ast.Index):
            of = evaluate(node.of, scope)
            if isinstance(of, ListValue | MapValue) and of.more is not None:
                return True
        node = node.of
    return False


def _conditional(node: ast.Conditional, scope: Scope) -> Value:
    asked = evaluate(node.condition, scope)
    condition = as_bool(asked)
    then, other = evaluate(node.then, scope), evaluate(node.other, scope)
    if scope.names.work.is_spent(_cost("", [then, other])):
        return _spent(node, scope)
    if condition is not None:
        return unified(then, [other]) if condition else unified(other, [then])
    cause = doubt(asked) or Reason.CONDITIONAL()
    if fails(asked):
        return scope.hole(node.start, node.end, cause, fails=True)
    hole = scope.hole(node.start, node.end, cause)
    return either(unified(then, [other]), unified(other, [then]), hole)


def _binary(node: ast.Binary, scope: Scope) -> Value:
    left, right = evaluate(node.left, scope), evaluate(node.right, scope)
    if scope.names.work.is_spent(_cost("", [left, right])):
        return _spent(node, scope)
    if fails(right) and operators.decides(node.operator, left):
        return scope.hole(node.start, node.end, Reason.CONDITIONAL("whether its second half is evaluated"))
    broken = fails(left) or fails(right)
    answer = None if broken else operators.binary(node.operator, left, right)
    if answer is None:
        return scope.hole(node.start, node.end, _why_not(node.operator, [left, right]), fails=broken)
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
