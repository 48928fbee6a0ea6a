"""What a root module is given: files of values, one set for each environment, and single values."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from wi_lint.bounds import MAX_ENVIRONMENTS
from wi_lint.compose.terraform.commands import Commands, name_of
from wi_lint.compose.terraform.deployments import deployments
from wi_lint.compose.terraform.evaluate import evaluate
from wi_lint.compose.terraform.folder import Folder, Folders, Placed, is_automatic, is_values
from wi_lint.compose.terraform.provenance import Lazy
from wi_lint.compose.terraform.scope import Bare, Scope
from wi_lint.environments import are_one, file_stem, is_stage
from wi_lint.lazy_re import regex
from wi_lint.parse import hcl
from wi_lint.parse.hcl import ast
from wi_lint.source import Source
from wi_lint.unit import shared_depth
from wi_lint.values import Value

_FOLDERS = ("env", "envs", "environment", "environments", "vars", "tfvars", "var-files", "config", "configs")
_SHARED = regex(r"(?:common|global|shared|base|defaults?|all|terraform)$")
_EXAMPLE = regex(r"example|sample|template|dist$")

Settings = Mapping[str, Value]


class Given(Struct, frozen=True):
    """What the user gives to roots: files of values by folder, one tuple each, and for all roots."""

    by_root: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()


class Environment(Struct, frozen=True):
    """One set of values of a root, and its workspace. `name` is empty where there is only one."""

    name: str
    settings: Settings
    workspace: Value | None = None
    backend: str = ""
    """The file that says where its state is kept, where another one says so for another environment."""


def environments(
    folders: Folders, folder: Folder, given: Given, commands: Commands
) -> tuple[list[Environment], int]:
    """The environments of a root: those that the user names, else those whose files lie about it.

    And how many more there are than are told apart.
    """
    deployed = list(deployments(folders, folder))
    if deployed:
        made = [Environment(name if len(deployed) > 1 else "", inputs) for name, inputs in deployed]
        return made[:MAX_ENVIRONMENTS], max(0, len(made) - MAX_ENVIRONMENTS)
    named = given.by_root.get(folder.path)
    if named is None:
        found = list(_commanded(folders, folder, _detected(folders, folder), commands))
    else:
        sets = [tuple(posixpath.join(folder.path, name) for name in names) for names in named] or [()]
        found = [
            Set(_name(folder.path, files[-1]) if files and len(sets) > 1 else "", files) for files in sets
        ]
    made = [Environment(one.name, settings(folders, one, given, folder)) for one in found[:MAX_ENVIRONMENTS]]
    return made, max(0, len(found) - MAX_ENVIRONMENTS)


class Set(Struct, frozen=True):
    """What one environment is given: files of values, and the values of commands above them."""

    name: str = ""
    files: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


NOTHING = Set()


def _commanded(folders: Folders, folder: Folder, sets: list[Set], commands: Commands) -> Iterator[Set]:
    """The sets with what commands of the tree give, where a variable is given by nothing else."""
    missing = _needed(folders, folder)
    if not missing or (sets and all(missing <= _given_by(folders, one.files) for one in sets)):
        yield from sets or [Set()]
        return
    if not sets:
        files = [path for path in commands.files_of(folder) if _fits(folders, folder, path)]
        sets = [Set(_name(folder.path, path) if len(files) > 1 else "", (path,)) for path in files]
    given = [one for one in commands.values_of(folder) if missing & one.keys()]
    if not sets:
        names = [name_of(one) if len(given) > 1 else "" for one in given]
        yield from (Set(name, (), values) for name, values in zip(names, given, strict=True))
        if not given:
            yield Set()
        return
    for one in sets:
        own = [values for values in given if are_one(_stem(one.name), name_of(values))]
        chosen = own or (given if len(given) == 1 else [])
        yield replace(one, values=chosen[0] if len(chosen) == 1 else {})


def _needed(folders: Folders, folder: Folder) -> set[str]:
    """The variables of a root that have to be given, and that no file which is read by itself gives."""
    lacking = {name for name, one in folder.variables.items() if "default" not in one.block.body.attributes}
    return lacking - _given_by(folders, folder.automatic)


def _given_by(folders: Folders, files: Iterable[str]) -> set[str]:
    return {name for path in files for name in _names(folders, path)}


def _name(root: str, path: str) -> str:
    return posixpath.relpath(path, root or ".")


def settings(folders: Folders, set_: Set, given: Given, folder: Folder) -> Settings:
    """The values of a set above those that Terraform reads by itself; those of the user above all."""
    written: dict[str, tuple[Source, ast.Attribute]] = {}
    for path in (*folder.automatic, *set_.files, *given.files):
        for source, body in folders.body(path):
            written |= {name: (source, attribute) for name, attribute in body.attributes.items()}
    for name, text in (*set_.values.items(), *given.values):
        if name in folder.variables:
            written[name] = _given_value(name, text, folder.variables[name])
    return Lazy(written, lambda name: _value(*written[name]))


def _value(source: Source, attribute: ast.Attribute) -> Value:
    return evaluate(attribute.value, Scope(source, Bare(f"terraform/{source.path}")))


def _given_value(name: str, text: str, variable: Placed) -> tuple[Source, ast.Attribute]:
    """A value of the command line: text for a variable of a simple type, and an expression for others."""
    type_ = variable.block.body.attributes.get("type")
    source = Source(f"--tf-var={name}", text)
    value: ast.Expression = ast.Literal(0, len(text), text)
    if type_ is not None and not isinstance(type_.value, ast.Name):
        source = Source(f"--tf-var={name}", f"{name} = {text}")
        body, problems = hcl.read(source)
        if name in body.attributes and not problems:
            value = body.attributes[name].value
    return source, ast.Attribute(value.start, value.end, name, value.start, value)


def _detected(folders: Folders, folder: Folder) -> list[Set]:
    """The usual layouts: `prod.tfvars`, `env/prod.tfvars`, `environments/prod/terraform.tfvars`.

    The files of one folder inside such a folder belong together, and so do files of which no two
    give the same variable: those are topics.
    """
    sets: dict[str, list[str]] = {}
    shared: tuple[str, ...] = ()
    near = [found for found in _near(folders, folder.path) if _fits(folders, folder, found[0])]
    for path, group in near or _elsewhere(folders, folder):
        if _fits(folders, folder, path):
            if _SHARED.match(_stem(path)) and not is_automatic(posixpath.basename(path)):
                shared += (path,)
            else:
                sets.setdefault(group, []).append(path)
    if _are_topics(folders, sets):
        sets = {next(iter(sets)): [path for files in sets.values() for path in files]}
    return [
        Set(_name(folder.path, group if len(files) > 1 and len(sets) > 1 else files[-1]), (*shared, *files))
        for group, files in sets.items()
    ]


def _are_topics(folders: Folders, sets: Mapping[str, list[str]]) -> bool:
    """Whether several sets of files are parts of one: no variable is in two of them."""
    names = [name for files in sets.values() for name in {n for path in files for n in _names(folders, path)}]
    return len(sets) > 1 and len(names) == len(set(names))


def _near(folders: Folders, root: str) -> Iterator[tuple[str, str]]:
    """The files of values about a root, each with what tells its environment: itself, or its folder."""
    for name in folders.names(root):
        if is_values(name) and not is_automatic(name):
            path = posixpath.join(root, name)
            yield path, path
    there = folders.folders(root)
    for sub in _FOLDERS:
        if sub not in there:
            continue
        inside = posixpath.join(root, sub)
        if folders.is_code(inside):
            continue
        for name in sorted(folders.below(inside)):
            path = posixpath.join(inside, name)
            home = posixpath.dirname(path)
            if is_values(name) and name.count("/") < 2 and not folders.is_code(home):
                yield path, home if "/" in name else path


def _elsewhere(folders: Folders, folder: Folder) -> Iterator[tuple[str, str]]:
    """Files of values in folders of their own that give all that a root has to be given.

    One that is called after another folder of code is that one's.
    """
    needed = _needed(folders, folder)
    if not needed:
        return
    found = [path for path in folders.all_values() if _may_give(folders, folder, path, needed)]
    alike = Counter(map(posixpath.basename, folders.all_values()))
    beside = Counter(map(posixpath.dirname, found))
    for path in found:
        home = posixpath.dirname(path)
        # one file in each of several folders: those are called after environments, as the files are not
        yield path, home if alike[posixpath.basename(path)] > 1 and beside[home] == 1 else path


def _may_give(folders: Folders, folder: Folder, path: str, needed: set[str]) -> bool:
    """Whether a file that lies elsewhere gives all that a root needs, and is no other root's."""
    own, home = posixpath.basename(folder.path), posixpath.dirname(path)
    if not _is_for_values(home, folder.path) or _is_of_code(folders, home, folder.path):
        return False
    called = {_stem(path), *home.split("/")}
    beside = folders.folders(posixpath.dirname(folder.path)) if folder.path else ()
    if own not in called and called & {*beside} - {*home.split("/")}:
        return False
    return needed <= set(_names(folders, path))


def _is_of_code(folders: Folders, home: str, root: str) -> bool:
    """Whether a folder of values, or one around it that is not around the root, has code of its own."""
    steps = home.split("/")
    around = ("/".join(steps[:depth]) for depth in range(shared_depth(home, root) + 1, len(steps) + 1))
    return any(map(folders.is_code, around))


def _is_for_values(home: str, root: str) -> bool:
    """Whether a folder is one of values, where it parts from a root's: `config/prod` beside `stacks/iam`."""
    steps, depth = home.split("/"), shared_depth(home, root)
    first = steps[depth] if depth < len(steps) else ""
    return first in _FOLDERS or first in _OTHER_FOLDERS or is_stage(first)


_OTHER_FOLDERS = frozenset({"inputs", "parameters", "params", "settings", "tf-vars", "values", "variables"})


def _stem(path: str) -> str:
    return file_stem(posixpath.basename(path)).lower()


def _fits(folders: Folders, folder: Folder, path: str) -> bool:
    """Whether most of what a file gives are variables of the root."""
    if _EXAMPLE.search(_stem(path)):
        return False
    names = _names(folders, path)
    declared = sum(name in folder.variables for name in names)
    return declared * 2 > len(names)


def _names(folders: Folders, path: str) -> list[str]:
    return [name for _, body in folders.body(path) for name in body.attributes]
