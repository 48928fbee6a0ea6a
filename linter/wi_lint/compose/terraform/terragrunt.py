"""Terragrunt: a `terragrunt.hcl` runs a module with inputs; local modules are followed."""

from __future__ import annotations

import posixpath
from collections import ChainMap
from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct, field

from wi_lint.compose.terraform.evaluate import evaluate
from wi_lint.compose.terraform.folder import Folders
from wi_lint.compose.terraform.inputs import Given, settings
from wi_lint.compose.terraform.module import Module
from wi_lint.compose.terraform.provenance import Lazy
from wi_lint.compose.terraform.scope import Scope, Work
from wi_lint.files import normal
from wi_lint.parse.hcl import ast
from wi_lint.source import Source, Span
from wi_lint.unit import Unit
from wi_lint.values import Known, MapValue, Reason, Value, unknown

FILE = "terragrunt.hcl"
_PARENTS = ("terragrunt.hcl", "root.hcl")


def configured(folders: Folders, paths: Iterable[str], given: Given) -> Iterator[Module]:
    """A module for each folder of `paths` that Terragrunt runs, and whose module is in the tree.

    Inputs are passed as `TF_VAR_` variables, so that any file of values wins over them.
    """
    above: dict[str, dict[str, Value]] = {}
    automatic: dict[str, dict[str, Value]] = {}
    for path in paths:
        if FILE not in folders.names(path):
            continue
        for source, body in folders.body(posixpath.join(path, FILE)):
            names = _Names(f"terraform/{path}", source, body)
            target = _target(path, body, names)
            folder = folders.get(target) if target is not None else None
            if folder is not None:
                if folder.path not in automatic:
                    automatic[folder.path] = dict(settings(folders, (), given, folder))
                inputs = ChainMap(automatic[folder.path], *_inputs(folders, path, body, names, above))
                yield Module(folders, folder, Unit("terraform", path), settings=inputs)


def _target(path: str, body: ast.Body, names: _Names) -> str | None:
    """The folder of the module: its own where no source is written."""
    for block in body.each("terraform"):
        source = block.body.attributes.get("source")
        if source is not None:
            value = evaluate(source.value, names.scope)
            if not isinstance(value, Known) or not value.known.startswith((".", "/")):
                return None
            return normal(posixpath.join(path, value.known.replace("//", "/")))
    return path


def _inputs(
    folders: Folders, path: str, body: ast.Body, names: _Names, above: dict[str, dict[str, Value]]
) -> list[dict[str, Value]]:
    """The inputs of a file, and those of the file that it includes. `above`: what files include, by path."""
    made = [_written(body, names)]
    if body.each("include"):
        for source, parent in _parent(folders, path):
            if source.path not in above:
                around = _Names(f"terraform/{posixpath.dirname(source.path)}", source, parent)
                above[source.path] = _written(parent, around)
            made.insert(1, above[source.path])
    return made


def _written(body: ast.Body, names: _Names) -> dict[str, Value]:
    inputs = body.attributes.get("inputs")
    value = evaluate(inputs.value, names.scope) if inputs else None
    return dict(value.items) if isinstance(value, MapValue) else {}


def _parent(folders: Folders, path: str) -> list[tuple[Source, ast.Body]]:
    """What `find_in_parent_folders()` finds: the nearest configuration above a folder."""
    while path:
        path = posixpath.dirname(path)
        for name in _PARENTS:
            if name in folders.names(path):
                return folders.body(posixpath.join(path, name))
    return []


class _Names(Struct, dict=True):
    """What a Terragrunt file may name: its local values. All else is known to a run alone."""

    prefix: str
    source: Source
    body: ast.Body
    work: Work = field(default_factory=Work)
    _busy: set[str] = field(default_factory=set)

    @cached_property
    def _locals(self) -> Lazy:
        written = {
            name: attribute
            for block in self.body.each("locals")
            for name, attribute in block.body.attributes.items()
        }
        return Lazy(written, lambda name: self._local(name, written[name]))

    def _local(self, name: str, attribute: ast.Attribute) -> Value:
        if name in self._busy:
            at = Span(self.source, attribute.start, attribute.end)
            return unknown(f"{self.prefix}:local.{name}", Reason.CIRCULAR(), at)
        self._busy.add(name)
        try:
            return evaluate(attribute.value, self.scope)
        finally:
            self._busy.discard(name)

    @property
    def scope(self) -> Scope:
        return Scope(self.source, self)

    def lookup(self, words: tuple[str, ...], at: Span) -> tuple[Value, int] | None:
        match words:
            case ("local", name, *_) if name in self._locals:
                return self._locals[name], 2
            case (first, second, *_):
                name = f"{self.prefix}:{first}.{second}"
                return unknown(name, Reason.AT_RUN_TIME(), at), 2
            case _:
                return None

    def file(self, path: str) -> Source | None:  # noqa: ARG002
        return None

    def below(self, path: str) -> tuple[str, ...]:  # noqa: ARG002
        return ()
