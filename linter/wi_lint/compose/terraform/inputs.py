"""What a root module is given: files of values, one set for each environment, and single values."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from wi_lint.compose.terraform.evaluate import evaluate
from wi_lint.compose.terraform.folder import VALUES, Folder, Folders, is_automatic
from wi_lint.compose.terraform.origins import Lazy
from wi_lint.compose.terraform.scope import Bare, Scope
from wi_lint.parse.hcl import ast
from wi_lint.source import Source
from wi_lint.values import Value, known

MAX_ENVIRONMENTS = 24
"""Most environments of one root that are told apart."""

_FOLDERS = ("env", "envs", "environment", "environments", "vars", "tfvars", "var-files", "config", "configs")
_SHARED = re.compile(r"(?:common|global|shared|base|defaults?|all|terraform)$")
_EXAMPLE = re.compile(r"example|sample|template|dist$")

Settings = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Given:
    """What the user gives to roots: files of values by folder, one tuple each, and for all roots."""

    by_root: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Environment:
    """One set of values of a root. `name` is empty where there is only one."""

    name: str
    settings: Settings


def environments(folders: Folders, folder: Folder, given: Given) -> list[Environment]:
    """The environments of a root: those that the user names, else those whose files lie about it."""
    named = given.by_root.get(folder.path)
    if named is not None:
        sets = [tuple(posixpath.join(folder.path, name) for name in names) for names in named]
    else:
        sets = [*_detected(folders, folder)][:MAX_ENVIRONMENTS]
    base = folder.automatic
    several = len(sets) > 1 or (named is None and len(sets) == 1)
    made = [
        Environment(
            _name(folder.path, files) if several else "",
            settings(folders, (*base, *files, *given.files), given.values, folder),
        )
        for files in sets
    ]
    return made or [Environment("", settings(folders, (*base, *given.files), given.values, folder))]


def _name(root: str, files: tuple[str, ...]) -> str:
    return posixpath.relpath(files[-1], root or ".") if files else ""


def settings(
    folders: Folders, files: Iterable[str], values: Iterable[tuple[str, str]], folder: Folder
) -> Settings:
    """The values of some files, the later ones winning, and single values above them all."""
    written: dict[str, tuple[Source, ast.Attribute]] = {}
    for path in files:
        for source, body in folders.body(path):
            written |= {name: (source, attribute) for name, attribute in body.attributes.items()}
    told = {name: text for name, text in values if name in folder.variables}

    def make(name: str) -> Value:
        if name in told:
            source = Source(f"--tf-var={name}", told[name])
            return known(told[name], source.span(0, len(told[name])))
        source, attribute = written[name]
        return evaluate(attribute.value, Scope(source, Bare(f"terraform/{source.path}")))

    return Lazy({**written, **told}, make)


def _detected(folders: Folders, folder: Folder) -> Iterator[tuple[str, ...]]:
    """The usual layouts: `prod.tfvars`, `env/prod.tfvars`, `environments/prod/terraform.tfvars`."""
    found = [path for path in _near(folders, folder.path) if _fits(folders, folder, path)]
    shared = [path for path in found if _SHARED.match(_stem(path)) and not _own_folder(path)]
    for path in found:
        if path not in shared:
            yield (*shared, path)


def _near(folders: Folders, root: str) -> Iterator[str]:
    for name in folders.names(root):
        if name.endswith(VALUES) and not is_automatic(name):
            yield posixpath.join(root, name)
    for sub in _FOLDERS:
        inside = posixpath.join(root, sub)
        if folders.is_code(inside):
            continue
        for path in sorted(folders.below(inside)):
            at = posixpath.join(inside, path)
            if path.endswith(VALUES) and path.count("/") < 2 and not folders.is_code(posixpath.dirname(at)):
                yield at


def _stem(path: str) -> str:
    return posixpath.basename(path).split(".", 1)[0].lower()


def _own_folder(path: str) -> bool:
    """Whether a file is named as Terraform's own, and so told by its folder."""
    return is_automatic(posixpath.basename(path))


def _fits(folders: Folders, folder: Folder, path: str) -> bool:
    """Whether most of what a file gives are variables of the root."""
    if _EXAMPLE.search(_stem(path)):
        return False
    names = [name for _, body in folders.body(path) for name in body.attributes]
    declared = sum(name in folder.variables for name in names)
    return declared * 2 > len(names)
