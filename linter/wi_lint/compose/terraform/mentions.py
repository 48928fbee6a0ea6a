"""What an expression is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from wi_lint.compose.terraform.folder import Folder
from wi_lint.parse.hcl import ast

_PARTS: dict[type, tuple[str, ...]] = {}
"""The fields of each kind of node, looked up once."""


def _parts(node: ast.Node) -> tuple[str, ...]:
    kind = type(node)
    if kind not in _PARTS:
        _PARTS[kind] = tuple(one.name for one in fields(node))
    return _PARTS[kind]


def variables_of(expression: ast.Expression, folder: Folder) -> Iterator[str]:
    """The variables that an expression is made of, through local values too, each place first."""
    seen: set[str] = set()
    todo: list[object] = [expression]
    while todo:
        match todo.pop(0):
            case ast.GetAttr(of=ast.Name(name="var"), name=name):
                yield name
            case ast.GetAttr(of=ast.Name(name="local"), name=name) if name not in seen:
                seen.add(name)
                if name in folder.locals:
                    todo.append(folder.locals[name][1].value)
            case ast.Node() as node:
                todo += [getattr(node, name) for name in _parts(node)]
            case list() | tuple() as nodes:
                todo += nodes
            case _:
                pass
