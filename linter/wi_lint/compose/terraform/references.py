"""What an expression is made of."""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.compose.terraform.folder import Folder, Placed
from wi_lint.parse.hcl import ast

_MAKES_POOLS = frozenset({"google_container_cluster", "google_container_node_pool"})


def waits_for_cluster(placed: Placed, folder: Folder, *, called: bool) -> bool:
    """Whether a block is made after a cluster, or may be: whether it refers to one, at any remove.

    A reference to a module may lead to one. `called`: in a module that is called, a variable may as well.
    """
    seen: set[object] = set()
    todo: list[object] = [placed.block.body]
    while todo:
        match todo.pop():
            case ast.GetAttr(of=ast.Name(name="module")):
                return True
            case ast.GetAttr(of=ast.Name(name="var")) if called:
                return True
            case ast.GetAttr(of=ast.Name(name=kind)) if kind in _MAKES_POOLS:
                return True
            case ast.GetAttr(of=ast.Name(name="local"), name=name) if ("local", name) not in seen:
                seen.add(("local", name))
                todo += [folder.locals[name][1].value] if name in folder.locals else []
            case ast.GetAttr(of=ast.Name(name=kind), name=name) as node if (kind, name) not in seen:
                seen.add((kind, name))
                found = folder.resources.get((kind, name))
                todo += [found.block.body, *_provider_of(kind, folder)] if found is not None else [node.of]
            case ast.Body(attributes=attributes, blocks=blocks):
                todo += [one.value for one in attributes.values()]
                todo += [block.body for block in blocks]
            case ast.Node() as node:
                todo += [getattr(node, name) for name in _parts(node)]
            case list() | tuple() as nodes:
                todo += nodes
            case _:
                pass
    return False


def _provider_of(kind: str, folder: Folder) -> list[ast.Body]:
    """How the provider of a resource is configured, which Terraform works out before the resource."""
    name = kind.partition("_")[0]
    return [one.block.body for one in folder.providers if one.block.labels[0].text == name]


_PARTS: dict[type, tuple[str, ...]] = {}
"""The fields of each kind of node, looked up once."""


def _parts(node: ast.Node) -> tuple[str, ...]:
    kind = type(node)
    if kind not in _PARTS:
        _PARTS[kind] = kind.__struct_fields__
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
