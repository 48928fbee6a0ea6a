"""Deployments of Terraform's own stacks: the environments of all their components.

Source: https://developer.hashicorp.com/terraform/language/stacks (`.tfdeploy.hcl`).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from wi_lint.bounds import MAX_REFERENCES
from wi_lint.compose.terraform.evaluate import evaluate
from wi_lint.compose.terraform.folder import DEPLOYMENTS, Folder, Folders
from wi_lint.compose.terraform.scope import Scope, Work
from wi_lint.parse.hcl import ast
from wi_lint.problems import ReadProblem
from wi_lint.source import Source, Span
from wi_lint.values import MapValue, Reason, Value, unknown


def deployments(folders: Folders, folder: Folder) -> Iterator[tuple[str, dict[str, Value]]]:
    """The deployments of the stack in a folder: what each is called, and its inputs."""
    names = [name for name in folders.names(folder.path) if name.endswith(DEPLOYMENTS)]
    files = [one for name in names for one in folders.body(posixpath.join(folder.path, name))]
    written = _Deployments(folder.path, files)
    for source, body in files:
        for block in body.each("deployment"):
            inputs = block.body.attributes.get("inputs")
            value = evaluate(inputs.value, Scope(source, written)) if inputs is not None else None
            if block.labels:
                yield block.labels[0].text, dict(value.items) if isinstance(value, MapValue) else {}
    if written.work.left < 0:
        at = files[0][0].span(0, 0)
        says = "the deployments ask for more evaluations than are made: the rest of their inputs is not known"
        folders.say(ReadProblem("limit", at, says))


class _Deployments:
    """What the files of deployments may name: their local values. All else is known when it runs."""

    def __init__(self, path: str, files: list[tuple[Source, ast.Body]]) -> None:
        self.prefix = f"terraform/{path}"
        self.work = Work()
        self._locals = {
            name: (source, attribute)
            for source, body in files
            for block in body.each("locals")
            for name, attribute in block.body.attributes.items()
        }
        self._made: dict[str, Value | None] = {}
        self._depth = 0

    def lookup(self, words: tuple[str, ...], at: Span) -> tuple[Value, int] | None:
        match words:
            case ("local", name, *_) if name in self._locals:
                return self._local(name, at), 2
            case _:
                return None

    def _local(self, name: str, at: Span) -> Value:
        if name not in self._made:
            if self._depth >= MAX_REFERENCES:
                why = Reason.TOO_LARGE("its chain of references")
                return unknown(f"{self.prefix}:local.{name}", why, at)
            self._made[name] = None  # what needs itself
            self._depth += 1
            source, attribute = self._locals[name]
            self._made[name] = evaluate(attribute.value, Scope(source, self))
            self._depth -= 1
        made = self._made[name]
        return made or unknown(f"{self.prefix}:local.{name}", Reason.CIRCULAR(), at)

    def file(self, path: str) -> Source | None:  # noqa: ARG002
        return None

    def below(self, path: str) -> tuple[str, ...]:  # noqa: ARG002
        return ()

    def apply(self, name: str, args: list[Value], at: Span) -> Value | None:  # noqa: ARG002
        return None
