"""What an expression is made of."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from wi_lint.compose.terraform.folder import Folder
from wi_lint.parse.hcl import ast

_MAKES_POOLS = frozenset({"google_container_cluster", "google_container_node_pool"})


Key = tuple[str, str]
"""What a folder declares: the kind of a resource, as `data.` has it in front for one that is looked up, or
`local`, `module` or `provider`, and its name."""


def references(node: object, folder: Folder) -> set[Key]:
    """What an expression or a body refers to; the provider of a resource is worked out before it."""
    found: set[Key] = set()
    todo: list[object] = [node]
    while todo:
        match todo.pop():
            case ast.GetAttr(words=("data", kind, name)):
                found.update((("data." + kind, name), ("provider", kind.partition("_")[0])))
            case ast.GetAttr(of=ast.Name(name=kind), name=name):
                found.add((kind, name))
                if (kind, name) in folder.resources:
                    found.add(("provider", kind.partition("_")[0]))
            case ast.Body(attributes=attributes, blocks=blocks):
                todo += [one.value for one in attributes.values()]
                todo += [block.body for block in blocks]
            case ast.Node() as other:
                todo += [getattr(other, name) for name in _parts(other)]
            case list() | tuple() as nodes:
                todo += nodes
            case _:
                pass
    return found


def nodes(node: object, around: list[int] | None = None) -> Iterator[ast.Node]:
    """All expressions in a body, with what they are made of: the larger before the smaller.

    `around`: places, in order, if only what stands around one of them is meant.
    """
    todo: list[object] = [node]
    while todo:
        match todo.pop():
            case ast.Body(attributes=attributes, blocks=blocks):
                todo += [one.value for one in attributes.values()]
                todo += [block.body for block in blocks]
            case ast.Node() as one:
                if around is None or bisect_left(around, one.start) < bisect_left(around, one.end):
                    yield one
                    todo += [getattr(one, name) for name in _parts(one)]
            case list() | tuple() as several:
                todo += several
            case _:
                pass


def _declared(folder: Folder) -> Iterator[tuple[Key, object]]:
    """What may be referred to, with the expressions that it is made of."""
    for key, placed in folder.resources.items():
        yield key, placed.block.body
    for (kind, name), placed in folder.data.items():
        yield ("data." + kind, name), placed.block.body
    for name, placed in folder.modules.items():
        yield ("module", name), placed.block.body
    for name, (_, attribute) in folder.locals.items():
        yield ("local", name), attribute.value
    for placed in folder.providers:
        yield ("provider", placed.block.labels[0].text), placed.block.body


class Waiting:
    """What of a folder is made after a cluster, or may be: what refers to one, at any remove.

    `variables`: those of its variables that are given something that is. `others`: what else of it is, as the
    modules that it calls and that may make a cluster, and the providers that it is given. `is_all`: whether
    all of it is taken for late, as of a folder for which a root has no work left.
    """

    def __init__(
        self, folder: Folder, variables: frozenset[str], others: frozenset[Key], *, is_all: bool = False
    ) -> None:
        self._is_all = is_all
        self._folder = folder
        self._variables = variables
        self._answers: dict[int, tuple[object, bool]] = {}
        self._others = others

    def waits(self, node: object) -> bool:
        """Whether an expression or a body of the folder does: the same in each environment of a root."""
        if self._is_all:
            return True
        if id(node) not in self._answers:
            names = references(node, self._folder)
            late = any(self._is_cluster(key) or key in self._late for key in names)
            self._answers[id(node)] = node, late  # with the node, so that no other one gets its id
        return self._answers[id(node)][1]

    @property
    def late_providers(self) -> list[str]:
        """The providers of which all waits, as their settings do: those of a cluster's objects mostly."""
        return [name for kind, name in self._late if kind == "provider"]

    def _is_cluster(self, key: Key) -> bool:
        return key[0] in _MAKES_POOLS or (key[0] == "var" and key[1] in self._variables)

    def users(self, key: Key) -> set[Key]:
        """All of the folder that refers to something, at any remove."""
        found: set[Key] = set()
        todo = [key]
        while todo:
            new = [user for user in self._users.get(todo.pop(), ()) if user not in found]
            found.update(new)
            todo += new
        return found

    @cached_property
    def _users(self) -> dict[Key, list[Key]]:
        """What refers to each thing itself."""
        users: dict[Key, list[Key]] = defaultdict(list)
        for key, node in _declared(self._folder) if not self._is_all else ():
            for name in references(node, self._folder):
                users[name].append(key)
        return users

    @cached_property
    def _late(self) -> set[Key]:
        """All that waits: from what refers to a cluster itself back to all that refers to that."""
        late = set(self._others)
        for key in [*self._others, *filter(self._is_cluster, self._users)]:
            late |= self.users(key)
        return late


_PARTS: dict[type, tuple[str, ...]] = {}
"""The fields of each kind of node in which others may be, looked up once."""
_PLAIN = frozenset({"start", "end", "name", "words", "operator", "expand", "grouped"})
"""The fields that no node is in."""


def _parts(node: ast.Node) -> tuple[str, ...]:
    kind = type(node)
    if kind not in _PARTS:
        _PARTS[kind] = tuple(name for name in kind.__struct_fields__ if name not in _PLAIN)
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
