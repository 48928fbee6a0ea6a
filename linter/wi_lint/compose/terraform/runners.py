"""What Terraform says of where Terraform runs: workspaces of HCP Terraform, stacks of Spacelift, and the
variables that they give.

Source: the providers' documentation (`tfe_workspace`, `tfe_variable`, `spacelift_stack`,
`spacelift_environment_variable`). What is plainly written is followed: a literal, and a reference by name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from wi_lint.files import normal
from wi_lint.parse import hcl
from wi_lint.parse.hcl import ast
from wi_lint.prefilter import Prefiltered
from wi_lint.source import Source

RUNNERS = Prefiltered(
    r'"tfe_variable"|"spacelift_environment_variable"', "tfe_variable", "spacelift_environment_variable"
)
"""What a file says in which such variables are."""
_EXPORTED = "TF_VAR_"


class _Kind(NamedTuple):
    """The resources of a runner: where it runs, and how a variable names its place, itself and its value."""

    place: str
    folder: str
    of: str
    name: str


_KINDS = {
    "tfe_variable": _Kind("tfe_workspace", "working_directory", "workspace_id", "key"),
    "spacelift_environment_variable": _Kind("spacelift_stack", "project_root", "stack_id", "name"),
}


class Runner(NamedTuple):
    """One place where Terraform runs: its folder, and what it gives to the variables of the root there."""

    folder: str
    values: tuple[tuple[str, str], ...]


def runners(source: Source) -> Iterator[Runner]:
    """The places that a file declares, with what is plainly written of their variables."""
    body, _ = hcl.read(source)
    made = {
        (block.labels[0].text, block.labels[1].text): block.body.attributes
        for block in body.each("resource")
        if len(block.labels) == 2
    }
    given: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for (kind, _), written in made.items():
        how = _KINDS.get(kind)
        of = _place(written.get(how.of)) if how is not None else None
        if how is None or of is None or of[0] != how.place:
            continue
        name, value = _variable(_text(written.get(how.name)), written), _text(written.get("value"))
        if name and value is not None:
            given[of][name] = value
    for place, values in given.items():
        how = next(one for one in _KINDS.values() if one.place == place[0])
        folder = normal(_text(made.get(place, {}).get(how.folder)) or "")
        if folder:
            yield Runner(folder, tuple(sorted(values.items())))


def _variable(name: str | None, written: dict[str, ast.Attribute]) -> str | None:
    """The variable of Terraform's that is given, if it is one."""
    if name is None or _text(written.get("category")) == "terraform":
        return name
    return name.removeprefix(_EXPORTED) if name.startswith(_EXPORTED) else None


def _text(attribute: ast.Attribute | None) -> str | None:
    match attribute:
        case ast.Attribute(value=ast.Literal(value=str() as text)):
            return text
        case _:
            return None


def _place(attribute: ast.Attribute | None) -> tuple[str, str] | None:
    """The resource whose id is named."""
    match attribute:
        case ast.Attribute(value=ast.GetAttr(words=(kind, name, "id"))):
            return kind, name
        case _:
            return None
