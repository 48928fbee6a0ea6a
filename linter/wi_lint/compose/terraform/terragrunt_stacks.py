"""Terragrunt's stacks: a `terragrunt.stack.hcl` makes units of the files of others, with values of their own.

Source: Terragrunt's reference of `unit` and `stack`: each is generated into its `path` below
`.terragrunt-stack`, beside the file unless told otherwise, and reads what it is given as `values`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Protocol

from msgspec import Struct

from wi_lint.compose.terraform.evaluate import evaluate
from wi_lint.compose.terraform.scope import Scope
from wi_lint.files import normal
from wi_lint.parse.hcl import ast
from wi_lint.values import Known, Value

STACK = "terragrunt.stack.hcl"
_GENERATED = ".terragrunt-stack"


class StackFile(Protocol):
    """A file that says what a stack is made of."""

    body: ast.Body
    child: str

    @property
    def scope(self) -> Scope:
        """What its expressions may name."""
        ...

    def inside(self, path: str) -> str | None:
        """A folder as it means it; nothing of one that is not in the tree."""
        ...


class Piece(Struct, frozen=True):
    """A unit, or a stack, of a stack: where it is generated, the folder that it is made of, its values."""

    path: str
    source: str
    values: Value | None
    is_stack: bool


def pieces(file: StackFile) -> Iterator[Piece]:
    """What a stack is made of, as far as it is in the tree."""
    for block in file.body.blocks:
        if block.type not in ("unit", "stack"):
            continue
        written = block.body.attributes
        made = {name: evaluate(one.value, file.scope) for name, one in written.items()}
        source, path = made.get("source"), made.get("path")
        if not isinstance(source, Known) or not isinstance(path, Known):
            continue
        folder = file.inside(source.known)
        below = _GENERATED if "no_dot_terragrunt_stack" not in written else ""
        place = normal(posixpath.join(file.child, below, path.known))
        if folder is not None and place is not None:
            yield Piece(place, folder, made.get("values"), block.type == "stack")
