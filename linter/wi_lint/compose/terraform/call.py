"""Calls of modules: where their code is, and what it is given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from wi_lint.compose.terraform import known as stand_ins
from wi_lint.compose.terraform.downloaded import downloaded
from wi_lint.compose.terraform.evaluate import evaluate
from wi_lint.compose.terraform.folder import Folder, Placed, local_source
from wi_lint.compose.terraform.instances import Instance
from wi_lint.compose.terraform.origins import Lazy
from wi_lint.parse.hcl import ast
from wi_lint.source import Span
from wi_lint.values import Table, Value, unknown

if TYPE_CHECKING:
    from wi_lint.compose.terraform.module import Module

MAX_CALLS = 16
"""Deepest nesting of module calls that is followed."""


class Call:
    """One instance of a module call."""

    def __init__(self, module: Module, placed: Placed, name: str, instance: Instance) -> None:
        self.module = module
        self.placed = placed
        self.name = name
        self.instance = instance
        self.target = self._target()

    @property
    def address(self) -> str:
        return f"{self.module.path}module.{self.name}{self.instance.suffix}"

    @property
    def source(self) -> str | None:
        """The source as written, where it is a literal."""
        attribute = self.placed.block.body.attributes.get("source")
        value = attribute.value.value if attribute and isinstance(attribute.value, ast.Literal) else None
        return value if isinstance(value, str) else None

    def _target(self) -> Module | None:
        folder = self._folder()
        if folder is None or self.module.depth >= MAX_CALLS or self._circular(folder):
            return None
        return self.module.called(folder, self)

    def _folder(self) -> Folder | None:
        """The folder of the module: in the tree, downloaded, or well known."""
        module = self.module
        if module.folder.path.startswith(stand_ins.PLACE):
            return stand_ins.find(self.source or "", None, self.placed.head)
        path = local_source(module.folder.path, self.placed)
        if path is not None:
            return module.folders.get(path, module.folder.at)
        folder = downloaded(module.folders, module.root.folder.path, self.key, self.placed.head)
        if folder is None and self.source is not None:
            return stand_ins.find(self.source, self.version, self.placed.head)
        return folder

    @property
    def key(self) -> str:
        """The call and those around it, as Terraform's list of downloaded modules names them."""
        around = self.module.call
        return f"{around.key}.{self.name}" if around else self.name

    @property
    def version(self) -> str | None:
        attribute = self.placed.block.body.attributes.get("version")
        value = attribute.value.value if attribute and isinstance(attribute.value, ast.Literal) else None
        return value if isinstance(value, str) else None

    def _circular(self, folder: Folder) -> bool:
        module: Module | None = self.module
        while module is not None:
            if module.folder.path == folder.path:
                return True
            module = module.call.module if module.call else None
        return False

    def at(self, name: str) -> Span:
        """Where an argument is written; the head of the call where it is not."""
        attribute = self.placed.block.body.attributes.get(name)
        return self.placed.span(attribute) if attribute else self.placed.head

    def argument(self, name: str) -> Value | None:
        attribute = self.placed.block.body.attributes.get(name)
        if attribute is None:
            return None
        source = self.placed.of(attribute)
        scope = self.module.scope(source, self.instance.bound, self.instance.suffix)
        return evaluate(attribute.value, scope)

    def arguments(self) -> Iterator[Value]:
        for name in self.placed.block.body.attributes:
            value = self.argument(name)
            if value is not None and name not in ("source", "version", "providers", "depends_on"):
                yield value

    def outputs(self) -> Value:
        """The object that `module.name` stands for."""
        at = self.placed.head
        target = self.target
        why = "its module is not in these files" if target is None else "it has no such output"
        hole = unknown(f"{self.module.unit.name}:{self.address}", why, at)
        names = target.folder.outputs if target else {}
        return Table(Lazy(names, lambda key: target.output(key) if target else hole), at, hole)
