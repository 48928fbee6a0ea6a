"""Where the state of a root module is kept, and so which root a `terraform_remote_state` reads.

Source: Terraform's documentation of backends: a state is one object of a bucket, one file, or one
workspace of an organization; `-backend-config` files give what the block leaves out.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce

from msgspec import Struct
from msgspec.structs import replace

from wi_lint.bounds import MAX_ENVIRONMENTS
from wi_lint.compose.terraform.either import either
from wi_lint.compose.terraform.evaluate import evaluate
from wi_lint.compose.terraform.folder import Folder, Folders
from wi_lint.compose.terraform.inputs import Environment
from wi_lint.compose.terraform.module import Module
from wi_lint.compose.terraform.provenance import Lazy, with_provenance
from wi_lint.compose.terraform.resource import Resource
from wi_lint.compose.terraform.scope import Bare, Scope
from wi_lint.environments import are_apart, are_one, is_stage
from wi_lint.files import normal
from wi_lint.lazy_re import regex
from wi_lint.parse.hcl import ast
from wi_lint.source import Source
from wi_lint.unit import Unit
from wi_lint.values import (
    Known,
    MapValue,
    Match,
    Provenance,
    Reason,
    Text,
    Unknown,
    Value,
    as_text,
    compare,
    known,
)

_KEYS = {
    "gcs": ("bucket", "prefix"),
    "s3": ("bucket", "key"),
    "azurerm": ("storage_account_name", "container_name", "key"),
    "local": ("path",),
    "remote": ("organization", "workspaces"),
    "cloud": ("organization", "workspaces"),
    "http": ("address",),
    "pg": ("conn_str", "schema_name"),
}
"""What of a backend's arguments says which state it is."""
_ABSENT = {"prefix": "", "path": "terraform.tfstate"}
"""What stands for an argument that is not written."""
_FILE = regex(r"\.tfbackend$|(?:^|[-_./])backends?(?:[-_./][^/]*)?\.(?:hcl|conf|tfvars|config)$")
"""What files are called that complete a backend."""


class State(Struct, frozen=True):
    """One state: of a root in one of its environments."""

    root: str
    environment: Environment
    kind: str
    keys: Mapping[str, Text | None]
    """What says which one it is; nothing for what is left to the command line."""


def with_backends(
    folders: Folders, folder: Folder, found: list[Environment]
) -> tuple[list[Environment], int]:
    """The environments of a root, each with the file that says where its state is kept.

    Where nothing else says which environments there are, those files do. And how many more there are than
    are told apart.
    """
    if folder.backend is None or _is_whole(folder.backend.block):
        return found, 0
    files = list(_files(folders, folder.path))
    if len(found) == 1 and not found[0].name and len(files) > 1 and all(map(_names_stage, files)):
        made = [replace(found[0], name=_name(folder.path, one), backend=one) for one in files]
        return made[:MAX_ENVIRONMENTS], max(0, len(made) - MAX_ENVIRONMENTS)
    files = files[:_FILES]
    named = [(one, next((file for file in files if _fits(one, file)), None)) for one in found]
    only = files[0] if len(files) == len(found) == 1 else ""
    return [replace(one, backend=file or only) for one, file in named], 0


_FILES = 200
"""Files of backends that are held against the environments of a root."""


def _name(root: str, path: str) -> str:
    return posixpath.relpath(path, root or ".")


def _fits(one: Environment, file: str) -> bool:
    """Whether a file is of an environment: by its name, or the workspace's."""
    workspace = one.workspace.known if isinstance(one.workspace, Known) else ""
    return are_one(one.name, file) or bool(workspace and are_one(workspace, file))


def _names_stage(file: str) -> bool:
    return is_stage(posixpath.basename(file)) or is_stage(posixpath.basename(posixpath.dirname(file)))


def _is_whole(block: ast.Block) -> bool:
    """Whether a block says by itself which state it is, as far as it has to."""
    kind = block.labels[0].text if block.labels else block.type
    given = block.body.attributes
    first = _KEYS.get(kind, ("",))[-1]
    return first in given or bool(block.body.each("workspaces"))


def _files(folders: Folders, root: str) -> Iterator[str]:
    """The files about a root that complete a backend."""
    names = [posixpath.join(root, name) for name in folders.names(root)]
    for sub in folders.folders(root):
        if sub.startswith(".") or folders.is_code(posixpath.join(root, sub)):
            continue
        inside = posixpath.join(root, sub)
        names += [posixpath.join(inside, name) for name in folders.names(inside)]
        names += [
            posixpath.join(inside, deeper, name)
            for deeper in folders.folders(inside)[:MAX_ENVIRONMENTS]
            for name in folders.names(posixpath.join(inside, deeper))
        ]
    return (name for name in names if _FILE.search(_name(root, name)))


def state_of(folders: Folders, folder: Folder, one: Environment) -> State | None:
    """Where the state of a root is kept in one of its environments."""
    if folder.backend is None:
        # without a word on it, the state is a file in the folder itself
        at = Source(folder.path, "").span(0, 0)
        return State(folder.path, one, "local", {"path": known(_local(folder.path, None), at)})
    block = folder.backend.block
    kind = block.labels[0].text if block.labels else block.type
    given = _values(folder.backend.source, block.body)
    if one.backend:
        for source, body in folders.body(one.backend):
            given = {**given, **_values(source, body)}
    is_partial = not _is_whole(block) and not one.backend
    keys = {name: _key(given, name, folder.path, is_partial) for name in _KEYS.get(kind, ())}
    return State(folder.path, one, "remote" if kind == "cloud" else kind, keys) if keys else None


def _values(source: Source, body: ast.Body) -> Mapping[str, Value]:
    scope = Scope(source, Bare(f"terraform/{source.path}"))
    made = {name: evaluate(attribute.value, scope) for name, attribute in body.attributes.items()}
    for block in body.each("workspaces"):
        made["workspaces"] = MapValue(_values(source, block.body), scope.span(block.start, block.end))
    return made


def _key(given: Mapping[str, Value], name: str, root: str, is_partial: bool) -> Text | None:
    """What one argument says; `is_partial`: whether the command line may give what is not written."""
    value = given.get(name)
    if isinstance(value, MapValue):
        value = value.items.get("name") or value.items.get("prefix") or value.items.get("tags")
    made = as_text(value) if value is not None else None
    if name == "path":
        at = made.at if made is not None else Source(root, "").span(0, 0)
        return known(_local(root, made.known if made is not None else None), at)
    if made is None and not is_partial and name in _ABSENT:
        return known(_ABSENT[name], Source(root, "").span(0, 0))
    return made


def _local(root: str, path: str | None) -> str:
    return normal(posixpath.join(root, path or "terraform.tfstate")) or ""


def sought(resource: Resource, root: str) -> tuple[str, Mapping[str, Text | None], Text | None] | None:
    """What a `terraform_remote_state` asks for: the backend, what says which state, and the workspace."""
    kind, config = resource.text("backend"), resource.get("config")
    if kind is None or kind.known is None or kind.known not in _KEYS or not isinstance(config, MapValue):
        return None
    is_open = config.more is not None
    keys = {name: _key(config.items, name, root, is_open) for name in _KEYS[kind.known]}
    return "remote" if kind.known == "cloud" else kind.known, keys, resource.text("workspace")


def matching(
    states: Iterable[State], kind: str, keys: Mapping[str, Text | None], workspace: Text | None, unit: Unit
) -> list[State]:
    """The states that may be meant, of the roots that surely are.

    Where one root has several that may be, it is the one of the unit's own environment.
    """
    found: dict[str, list[State]] = {}
    for state in states:
        if (
            state.kind == kind
            and _are_same(state, keys)
            and _is_in(state, workspace)
            and _is_named(state, keys)
        ):
            found.setdefault(state.root, []).append(state)
    if len(found) != 1:
        return []
    (several,) = found.values()
    own = [one for one in several if not are_apart(Unit("terraform", one.root, one.environment.name), unit)]
    same = [one for one in own if unit.variant and are_one(one.environment.name, unit.variant)]
    return (same if len(same) == 1 else own) or several


def _are_same(state: State, keys: Mapping[str, Text | None]) -> bool:
    """Whether a state is the one that is asked for: what both say is the same, and one thing surely is."""
    is_sure = False
    for name, wanted in keys.items():
        own = state.keys.get(name)
        if own is None and wanted is not None and name in ("prefix", "key"):
            # the command line completes it, usually by what the folder is called
            is_sure |= posixpath.basename(state.root) in re.split(r"[/.]", wanted.written)
        if own is None or wanted is None:
            continue
        match = compare(own, wanted)
        if match is Match.DIFFERENT:
            return False
        is_sure |= match is Match.SAME and name != "bucket" and bool(own.known)
        is_sure |= match is Match.SAME and name == "bucket" and state.keys.get("prefix") is not None
    return is_sure


def _is_named(state: State, keys: Mapping[str, Text | None]) -> bool:
    """Whether a state whose place is not known is of the environment that the place which is sought names."""
    named = [one.written for name, one in keys.items() if one is not None and state.keys.get(name) is None]
    pieces = [piece for one in named for piece in one.split("/") if is_stage(piece)]
    return (
        not pieces
        or not state.environment.name
        or any(are_one(one, state.environment.name) for one in pieces)
    )


def _is_in(state: State, workspace: Text | None) -> bool:
    """Whether a state is of the workspace that is asked for, where both are known."""
    own = state.environment.workspace
    if workspace is None or not isinstance(own, Text):
        return True
    return compare(own, workspace) is not Match.DIFFERENT


class States:
    """The states of all roots, by where they are kept, and by what they are in other environments."""

    def __init__(self, states: Iterable[State]) -> None:
        self._every = list(states)
        self._by_place: dict[tuple[str, str | None], list[State]] = defaultdict(list)
        self._alike: dict[str, list[Unit]] = defaultdict(list)
        for state in self._every:
            place = state.keys.get(_KEYS[state.kind][-1])
            self._by_place[state.kind, place.known if place is not None else None].append(state)
            unit = Unit("terraform", state.root, state.environment.name)
            for name in _without_stages(state.root):
                self._alike[name].append(unit)

    def candidates(self, kind: str, keys: Mapping[str, Text | None]) -> list[State]:
        """Those that may be kept where somebody looks for one."""
        place = keys.get(_KEYS[kind][-1])
        if place is None or place.known is None:
            return [one for one in self._every if one.kind == kind]
        return [*self._by_place.get((kind, place.known), ()), *self._by_place.get((kind, None), ())]

    def siblings(self, unit: Unit) -> tuple[Unit, ...]:
        """The other environments of a root: of its folder, or of folders that one name of a stage parts."""
        found = (one for name in _without_stages(unit.folder) for one in self._alike[name][:_SIBLINGS])
        return tuple(one for one in dict.fromkeys(found) if one != unit)


_SIBLINGS = 100
"""Environments of one root that are held against one another."""


def _without_stages(folder: str) -> list[str]:
    """A folder, and what is left of it without each of the names of stages in it."""
    steps = folder.split("/")
    stages = [number for number, name in enumerate(steps) if is_stage(name)]
    return [folder, *("/".join((*steps[:number], "*", *steps[number + 1 :])) for number in stages[:8])]


def outputs(modules: list[Module], resource: Resource, hole: Unknown) -> Value:
    """What the states of some modules hold: what one of several may say is known where all say the same."""
    if not modules:
        return hole
    names = set.intersection(*({*one.folder.outputs} for one in modules))
    at = resource.head

    def made(name: str) -> Value:
        unclear = _unclear(hole, name)
        value = reduce(lambda one, other: either(one, other, unclear), (one.output(name) for one in modules))
        return with_provenance(value, Provenance(at, f"the output '{name}' of {modules[0].folder.path}"))

    return MapValue(Lazy(dict.fromkeys(sorted(names)), made), at, hole if len(modules) > 1 else None)


def _unclear(hole: Unknown, name: str) -> Unknown:
    only = hole.hole
    return Unknown(
        (replace(only, name=f"{only.name}.{name}", cause=Reason.CONDITIONAL("which state it is")),), hole.at
    )
