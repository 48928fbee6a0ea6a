"""Plans and states as `terraform show -json` and `tofu show -json` write them.

What is planned is reported at the block in the tree that it comes from, where that is found; else in the
file of the plan. What is known only after an apply stays a hole.
"""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from wi_lint.compose.terraform.folder import Folder, Folders, Placed, local_source
from wi_lint.compose.terraform.module import Module
from wi_lint.compose.terraform.resource import Resource
from wi_lint.lazy_re import regex
from wi_lint.parse import json
from wi_lint.parse.hcl import ast
from wi_lint.source import Source, Span
from wi_lint.tree import Document, Node, Shape
from wi_lint.unit import Unit
from wi_lint.values import Reason, Value, unknown

_INDEX = regex(r'\["(?:[^"\\]|\\.)*"\]|\[\d+\]')
_AFTER_APPLY = Reason.AFTER_APPLY()


def may_be_plan(data: bytes) -> bool:
    """Whether a JSON file looks like a plan or a state, by its keys."""
    return all(key in data for key in (b'"format_version"', b'"root_module"', b'"terraform_version"'))


def planned(folders: Folders, source: Source, homes: Iterable[str]) -> Planned | None:
    """The module that a file of a plan or a state describes. `homes`: folders of Terraform files."""
    for document in json.read(source):
        if isinstance(document, Document):
            top = document.root.find("planned_values", "root_module") or document.root.find(
                "values", "root_module"
            )
            if top is not None and top.shape is Shape.MAPPING:
                return _Reader(folders, document.root, homes).module(top)
    return None


class Planned(Module):
    """What a plan says: resources by their whole addresses, all of them instances."""

    def __init__(self, folders: Folders, folder: Folder, unit: Unit, places: dict[int, Span]) -> None:
        super().__init__(folders, folder, unit)
        self._places = places

    def lookup(self, words: tuple[str, ...], at: Span) -> tuple[Value, int] | None:
        """The only names in a plan are those that its reader has put for what is not known yet."""
        return unknown(f"{self.unit.name}:{words[0]}", _AFTER_APPLY, at), 1

    def resources(self, mode: str, kind: str, name: str) -> list[Resource]:
        if mode != "resource":
            return []
        return [Resource.of(self, self.folder.resources[kind, name], kind, name, {}, name)]

    def reported_at(self, expression: ast.Expression) -> Span:
        """The argument in the tree that an expression of the plan comes from."""
        return self._places[id(expression)]


class _Reader:
    """One plan on its way to a module."""

    def __init__(self, folders: Folders, root: Node, homes: Iterable[str]) -> None:
        self.folders = folders
        self.source = root.source
        self.unknown = {
            address: change
            for one in root.each("resource_changes")
            if (address := one.literal("address")) and (change := one.find("change", "after_unknown"))
        }
        self.homes = [posixpath.dirname(self.source.path), *homes]
        self.places: dict[int, Span] = {}

    def module(self, top: Node) -> Planned:
        rows = list(_resources(top))
        home = self._home([row.literal("address") for row in rows])
        folder = Folder(posixpath.dirname(self.source.path))
        for row in rows:
            address = row.literal("address")
            block = self._block(row, address)
            written = self._written(home, address) if home is not None else None
            if written is not None:
                self._place(block.body, written.block.body, written)
            at = written.head if written is not None else None
            folder.resources[row.literal("type"), address] = Placed(self.source, block, at)
        unit = Unit("terraform", folder.path, posixpath.basename(self.source.path))
        return Planned(self.folders, folder, unit, self.places)

    # blocks

    def _block(self, row: Node, address: str) -> ast.Block:
        values = row.get("values")
        body = self._body(values, self.unknown.get(address), address) if values else ast.Body()
        labels = [
            ast.Label(row.start, row.start, row.literal("type")),
            ast.Label(row.start, row.start, address),
        ]
        return ast.Block(row.start, row.end, "resource", labels, body, row.start)

    def _body(self, values: Node, later: Node | None, path: str) -> ast.Body:
        """Values as arguments, and lists of objects as blocks too: a plan does not tell them apart."""
        body = ast.Body()
        for name, expression in self._fields(values, later, path):
            body.attributes[name] = ast.Attribute(
                expression.start, expression.end, name, expression.start, expression
            )
        for name, found in values.fields.items():
            inner = later.get(name) if later else None
            for number, item in enumerate(found.value.items):
                if item.shape is Shape.MAPPING:
                    after = inner.items[number] if inner and number < len(inner.items) else None
                    made = self._body(item, after, f"{path}.{name}")
                    body.blocks.append(ast.Block(item.start, item.end, name, [], made, item.start))
        return body

    def _fields(self, values: Node, later: Node | None, path: str) -> Iterator[tuple[str, ast.Expression]]:
        for name, found in values.fields.items():
            if found.value.shape is not Shape.SCALAR or found.value.value is not None:
                after = later.get(name) if later else None
                yield name, self._expression(found.value, after, f"{path}.{name}")
        for name, change in (later.fields if later else {}).items():
            written = values.get(name)
            if change.value.value is True and (written is None or written.value is None):
                yield name, ast.Name(values.start, values.start, f"{path}.{name}")

    def _expression(self, node: Node, later: Node | None, path: str) -> ast.Expression:
        match node.shape:
            case Shape.MAPPING:
                pairs = self._fields(node, later, path)
                items = [(ast.Literal(one.start, one.start, key), one) for key, one in pairs]
                return ast.Object(node.start, node.end, list(items))
            case Shape.SEQUENCE:
                after = later.items if later else ()
                made = [
                    self._expression(item, after[number] if number < len(after) else None, f"{path}.{number}")
                    for number, item in enumerate(node.items)
                ]
                return ast.Tuple(node.start, node.end, made)
            case _ if later is not None and later.value is True:
                return ast.Name(node.start, node.end, path)
            case _:
                return ast.Literal(node.start, node.end, node.value)

    # places in the tree

    def _place(self, planned_: ast.Body, written: ast.Body, placed: Placed) -> None:
        """Where each argument of a plan stands in the tree: its own line, or the head of its block."""
        for name, attribute in planned_.attributes.items():
            own = written.attributes.get(name)
            self.places[id(attribute.value)] = _inner(placed, own.value) if own else placed.head
        for block in planned_.blocks:
            inner = next(iter(written.each(block.type)), None)
            self._place(block.body, inner.body if inner else ast.Body(), placed)

    def _home(self, addresses: list[str]) -> Folder | None:
        """The root module in the tree that declares most of what is planned."""

        plain: Counter[tuple[str, ...]] = Counter()
        called: dict[str, list[str]] = defaultdict(list)
        for address in addresses:
            words = _INDEX.sub("", address).split(".")
            if words[0] != "module":
                plain[tuple(words)] += 1
            elif words[1:]:
                called[words[1]].append(address)

        def declared(folder: Folder) -> int:
            own = sum(plain[key] for key in folder.resources.keys() & plain.keys())
            names = (one for name in folder.modules.keys() & called.keys() for one in called[name])
            return own + sum(self._written(folder, one) is not None for one in names)

        best = max(self._roots(), key=declared, default=None)
        return best if best is not None and declared(best) else None

    def _roots(self) -> Iterator[Folder]:
        for path in dict.fromkeys(self.homes):
            folder = self.folders.get(path)
            if folder is not None:
                yield folder

    def _written(self, folder: Folder, address: str) -> Placed | None:
        words = _INDEX.sub("", address).split(".")
        current: Folder | None = folder
        while current is not None and words[:1] == ["module"] and len(words) > 2:
            call = current.modules.get(words[1])
            path = local_source(current.path, call) if call is not None else None
            current = self.folders.get(path) if path is not None else None
            words = words[2:]
        return current.resources.get((words[0], words[1])) if current and len(words) == 2 else None


def _inner(placed: Placed, written: ast.Expression) -> Span:
    """Where a value is written: of a plain text without its quotes, so that a part of it has a place."""
    at = placed.span(written)
    plain = isinstance(written, ast.Literal) and isinstance(written.value, str)
    return Span(at.source, at.start + 1, at.end - 1) if plain and at.text[:1] == '"' else at


def _resources(module: Node) -> Iterator[Node]:
    """The managed resources of a module and of those inside it."""
    yield from (one for one in module.each("resources") if one.literal("mode") == "managed")
    for child in module.each("child_modules"):
        yield from _resources(child)
