"""What an expression is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from wi_lint.compose.terraform.folder import Folder, Placed
from wi_lint.parse.hcl import ast

_MAKES_POOLS = frozenset({"google_container_cluster", "google_container_node_pool"})


_Key = tuple[str, str]
"""What a folder declares: the kind of a resource, or `local` or `provider`, and its name."""


class Waiting:
    """What of a folder is made after a cluster, or may be: what refers to one, at any remove.

    A reference to a module may lead to one. `called`: in a module that is called, a variable may as well.
    """

    def __init__(self, folder: Folder, *, called: bool) -> None:
        self._folder = folder
        self._called = called

    def waits(self, placed: Placed) -> bool:
        """Whether a block of the folder does."""
        is_late, names = self._read(placed.block.body)
        return is_late or not self._late.isdisjoint(names)

    @cached_property
    def _late(self) -> set[_Key]:
        """All that does: from what refers to a cluster itself back to all that refers to that."""
        users: dict[_Key, list[_Key]] = defaultdict(list)
        todo: list[_Key] = []
        for key, node in self._declared():
            is_late, names = self._read(node)
            todo += [key] if is_late else []
            for name in names:
                users[name].append(key)
        late = set(todo)
        while todo:
            new = [user for user in users[todo.pop()] if user not in late]
            late.update(new)
            todo += new
        return late

    def _declared(self) -> Iterator[tuple[_Key, object]]:
        """What blocks may refer to, with the expressions that it is made of."""
        for key, placed in self._folder.resources.items():
            yield key, placed.block.body
        for name, (_, attribute) in self._folder.locals.items():
            yield ("local", name), attribute.value
        for placed in self._folder.providers:
            yield ("provider", placed.block.labels[0].text), placed.block.body

    def _read(self, node: object) -> tuple[bool, set[_Key]]:
        """Whether an expression refers to a cluster or to what may lead to one, and to what besides."""
        names: set[_Key] = set()
        todo: list[object] = [node]
        while todo:
            match todo.pop():
                case ast.GetAttr(of=ast.Name(name="module")):
                    return True, names
                case ast.GetAttr(of=ast.Name(name="var")) if self._called:
                    return True, names
                case ast.GetAttr(of=ast.Name(name=kind)) if kind in _MAKES_POOLS:
                    return True, names
                case ast.GetAttr(of=ast.Name(name=kind), name=name):
                    names.add((kind, name))
                    if (kind, name) in self._folder.resources:  # its provider is worked out before it
                        names.add(("provider", kind.partition("_")[0]))
                case ast.Body(attributes=attributes, blocks=blocks):
                    todo += [one.value for one in attributes.values()]
                    todo += [block.body for block in blocks]
                case ast.Node() as other:
                    todo += [getattr(other, name) for name in _parts(other)]
                case list() | tuple() as nodes:
                    todo += nodes
                case _:
                    pass
        return False, names


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
