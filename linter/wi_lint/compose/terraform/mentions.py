"""What an expression is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from functools import cache

from wi_lint.compose.terraform.folder import Folder
from wi_lint.parse.hcl import ast


@cache
def _parts(kind: type[ast.Node]) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


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
                todo += [getattr(node, name) for name in _parts(type(node))]
            case list() | tuple() as nodes:
                todo += nodes
            case _:
                pass
