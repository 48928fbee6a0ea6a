"""Type constraints of variables: what they convert, and what `optional()` fills in."""

from __future__ import annotations

from msgspec.structs import replace

from wi_lint.compose.terraform.convert import as_number, set_of
from wi_lint.compose.terraform.evaluate import evaluate
from wi_lint.compose.terraform.scope import Scope
from wi_lint.parse.hcl import ast
from wi_lint.values import ListValue, MapValue, Scalar, Value, as_bool, as_text, is_null


def conform(value: Value, type_: ast.Expression, scope: Scope) -> Value:
    """A value as a variable of some type holds it. What does not fit stays as it is."""
    match type_:
        case ast.Name(name="string"):
            made = as_text(value)
            return made if made is not None else value
        case ast.Name(name="number"):
            number = as_number(value)
            return value if number is None else Scalar(number, value.at)
        case ast.Name(name="bool"):
            flag = as_bool(value)
            return value if flag is None else Scalar(flag, value.at)
        case ast.Call(name="set", args=[inner]) if isinstance(value, ListValue):
            items = _each(value, inner, scope)
            return set_of(items) if isinstance(items, ListValue) else items
        case ast.Call(name="tuple", args=[ast.Tuple(items=types)]) if isinstance(value, ListValue):
            pairs = zip(value.items, types, strict=False)
            return replace(value, items=tuple(conform(item, inner, scope) for item, inner in pairs))
        case ast.Call(name="object", args=[ast.Object(items=fields)]):
            return _object(value, fields, scope)
        case ast.Call(name="optional", args=[inner, *_]):
            return conform(value, inner, scope)
        case ast.Call(name="map" | "list" | "set", args=[inner]):
            return _each(value, inner, scope)
        case _:
            return value


def _each(value: Value, inner: ast.Expression, scope: Scope) -> Value:
    match value:
        case MapValue(items=items, at=at, more=more, perhaps=perhaps, closed=closed):
            made = {key: conform(item, inner, scope) for key, item in items.items()}
            maybe = {key: conform(item, inner, scope) for key, item in perhaps.items()}
            return MapValue(made, at, more, maybe, closed)
        case ListValue(items=found, perhaps=possible):
            listed = tuple(conform(item, inner, scope) for item in found)
            return replace(
                value, items=listed, perhaps=tuple(conform(item, inner, scope) for item in possible)
            )
        case _:
            return value


def _object(value: Value, fields: list[tuple[ast.Expression, ast.Expression]], scope: Scope) -> Value:
    """An object has the attributes of its type, and no others."""
    if not isinstance(value, MapValue):
        return value
    made: dict[str, Value] = {}
    for key, type_ in fields:
        name = key.value if isinstance(key, ast.Literal) else None
        if not isinstance(name, str):
            return value
        given = value.items.get(name)
        if given is not None and not (is_null(given) and _default(type_) is not None):
            made[name] = conform(given, type_, scope)
        elif value.more is None:
            default = _default(type_)
            filled = evaluate(default, scope) if default is not None else Scalar(None, value.at)
            made[name] = conform(filled, type_, scope)
    return MapValue(made, value.at, value.more)


def _default(type_: ast.Expression) -> ast.Expression | None:
    """The default of `optional(type, default)`."""
    match type_:
        case ast.Call(name="optional", args=[_, default]):
            return default
        case _:
            return None
