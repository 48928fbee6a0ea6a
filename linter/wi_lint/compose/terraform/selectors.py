"""Which environments a root module knows by itself: what it chooses its values by, and the names of those.

`local.config[terraform.workspace]`, `yamldecode(file("env/${var.environment}.yaml"))`: the keys of the map
and the files of the folder say which environments there are, where nobody gives the workspace or the
variable.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from msgspec.structs import replace

from wi_lint.bounds import MAX_ENVIRONMENTS
from wi_lint.compose.terraform.commands import Commands
from wi_lint.compose.terraform.evaluate import evaluate
from wi_lint.compose.terraform.folder import Folder, Folders
from wi_lint.compose.terraform.inputs import Environment
from wi_lint.compose.terraform.module import Module
from wi_lint.compose.terraform.references import nodes
from wi_lint.environments import are_one, file_stem, is_stage
from wi_lint.files import normal
from wi_lint.lazy_re import regex
from wi_lint.parse.hcl import ast
from wi_lint.source import Source
from wi_lint.unit import Unit
from wi_lint.values import HOLE, Known, ListValue, MapValue, Scalar, Text, Unknown, Value, as_text, known

WORKSPACE = "terraform.workspace"
_DEFAULT = "default"
"""The workspace that is always there. Source: Terraform's documentation of workspaces."""
_CALLED = regex(r"(?:^|_)(?:env|environment|stage|tier|workspace|deployment_env)(?:_name|_id)?$")
"""What variables are called that name an environment."""
_READ = frozenset({"file", "templatefile", "fileexists"})
_COST = 20
"""What is looked through costs of the evaluations of its root, for each expression."""


def told_apart(
    folders: Folders, folder: Folder, found: list[Environment], commands: Commands
) -> tuple[list[Environment], int]:
    """The environments of a root, each with its workspace or what else it is chosen by.

    And how many more there are than are told apart. Where files of values say which environments there
    are, each takes the name that is that of its file.
    """
    own = _of_cloud(folder)
    if own is not None:
        return [replace(one, workspace=own) for one in found], 0
    module = Module(folders, folder, Unit("terraform", folder.path, "?"), settings=found[0].settings)
    selector, names = selected(module, commands)
    if not names:
        return found, 0
    if len(found) == 1 and not found[0].name:
        made = [_chosen(found[0], selector, name, folder, name) for name in names]
        return made[:MAX_ENVIRONMENTS], max(0, len(made) - MAX_ENVIRONMENTS)
    named = ((one, _called(_stem(one.name), names)) for one in found)
    return [one if name is None else _chosen(one, selector, name, folder, one.name) for one, name in named], 0


def _of_cloud(folder: Folder) -> Value | None:
    """The workspace that a root names itself, of HCP Terraform, where it has that alone.

    Source: https://developer.hashicorp.com/terraform/language/block/terraform (`cloud`, `workspaces`).
    """
    backend = folder.backend
    if backend is None or backend.block.type != "cloud":
        return None
    named = (one.body.attributes.get("name") for one in backend.block.body.each("workspaces"))
    name = next((one.value for one in named if one is not None), None)
    if not isinstance(name, ast.Literal) or not isinstance(name.value, str):
        return None
    return known(name.value, backend.source.span(name.start + 1, name.end - 1))


def _called(stem: str, names: list[str]) -> str | None:
    """The name that a file of values is called by: the very one, else another word for it."""
    if stem in names:
        return stem
    return next((name for name in names if are_one(stem, name)), None)


def _stem(path: str) -> str:
    """What a file of values is called; its folder where that says more."""
    folder, _, name = path.rpartition("/")
    stem = file_stem(name)
    return stem if is_stage(stem) or not folder else posixpath.basename(folder)


def _chosen(one: Environment, selector: str, name: str, folder: Folder, called: str) -> Environment:
    """An environment with the value that it is chosen by."""
    at = Source(folder.path, "").span(0, 0)
    is_flag = _FLAG.search(selector) is not None
    value = Scalar(name == _PRODUCTION, at) if is_flag else known(name, at)
    if selector == WORKSPACE:
        return Environment(called, one.settings, value)
    variable = selector.removeprefix("var.")
    return Environment(called, {**one.settings, variable: value}, one.workspace)


def selected(module: Module, commands: Commands) -> tuple[str, list[str]]:
    """What a root chooses its values by that nobody gives it, and the names of its environments.

    The workspace before variables; no names where neither the root says them nor, of workspaces, a command.
    """
    for selector in _selectors(module):
        said: dict[str, bool] = {}
        for name, is_whole in _names(module, selector):
            said[name] = said.get(name, False) or is_whole
            if len(said) >= _MOST:
                break
        # a map with a default for the others says not which there are
        names = [name for name, is_whole in said.items() if is_whole]
        if not names:
            names = list(dict.fromkeys((*said, *([_DEFAULT] if selector == WORKSPACE and said else ()))))
        if not names and selector == WORKSPACE:
            names = commands.workspaces_of(module.folder)
        if len(names) > 1 and (selector == WORKSPACE or _are_environments(selector, names)):
            return selector, names
    flag = next((name for name in _not_given(module) if _FLAG.search(name) and _is_bool(module, name)), None)
    return (f"var.{flag}", [_PRODUCTION, "nonprod"]) if flag is not None else ("", [])


_FLAG = regex(r"(?:^|\.)(?:is_)?prod(?:uction)?$")
"""What a variable is called that says whether an environment is production."""
_PRODUCTION = "prod"


def _is_bool(module: Module, name: str) -> bool:
    type_ = module.folder.variables[name].block.body.attributes.get("type")
    return type_ is not None and isinstance(type_.value, ast.Name) and type_.value.name == "bool"


def _not_given(module: Module) -> Iterator[str]:
    """The variables of a root that nobody gives a value."""
    for name, placed in module.folder.variables.items():
        if "default" not in placed.block.body.attributes and name not in module.settings:
            yield name


def _selectors(module: Module) -> Iterator[str]:
    """What may be chosen by: the workspace, and variables that nobody gives."""
    if module.folders.says(module.folder.path, WORKSPACE):
        yield WORKSPACE
    for name in _not_given(module):
        if _CALLED.search(name) or module.folders.says(module.folder.path, f"[var.{name}]"):
            yield f"var.{name}"


def _are_environments(selector: str, names: list[str]) -> bool:
    """Whether names are those of environments: most of them are, or the variable is called so."""
    known = sum(map(is_stage, names))
    return _CALLED.search(selector.removeprefix("var.")) is not None or known * 2 >= len(names)


def _names(module: Module, selector: str) -> Iterator[tuple[str, bool]]:
    """The names that something is written for, and whether it has to be for all that there are."""
    kind, name = selector.split(".")
    at = Source(module.folder.path, "").span(0, 0)
    found = module.lookup((kind, name), at)
    if found is None or not isinstance(found[0], Unknown):
        return
    wanted = found[0].key
    seen: set[str] = set()
    for source, node in _expressions(module, selector):
        if module.work.is_spent(_COST):
            return
        match node:
            case ast.Index(of=of, key=key) if _is(module, source, key, wanted):
                yield from ((name, True) for name in _keys(module, source, of))
            case ast.Call(name="lookup", args=[of, key, *rest]) if _is(module, source, key, wanted):
                yield from ((name, not rest) for name in _keys(module, source, of))
            case ast.Call(name="contains", args=[of, key]) if _is(module, source, key, wanted):
                yield from ((name, True) for name in _items(module, source, of))
            case ast.Call(name=read, args=[path, *_]) if read in _READ:
                yield from ((name, True) for name in _files(module, source, path, wanted, seen))
            case _:
                pass


def _expressions(module: Module, selector: str) -> Iterator[tuple[Source, ast.Node]]:
    """All that the root says around the places where it speaks of what may be chosen by."""
    folder = module.folder
    spoken = _spoken(module, selector)
    bodies: list[tuple[Source, ast.Node, object]] = [
        (source, attribute, attribute.value) for source, attribute in folder.locals.values()
    ]
    placed = (
        *folder.variables.values(),
        *folder.modules.values(),
        *folder.resources.values(),
        *folder.data.values(),
        *folder.providers,
    )
    bodies += [(one.source, one.block, one.block.body) for one in placed]
    for source, around, body in bodies:
        said = [found.start() for found in spoken.finditer(source.text, around.start, around.end)]
        yield from ((source, node) for node in (nodes(body, said) if said else ()))


def _spoken(module: Module, selector: str) -> re.Pattern[str]:
    """How a root speaks of what may be chosen by: as itself, or as a local value that is made of it."""
    names = [selector]
    for name, (source, attribute) in module.folder.locals.items():
        if source.text.find(selector, attribute.start, attribute.end) != -1:
            names.append(f"local.{name}")
    said = "|".join(re.escape(name) for name in names[:_ALIASES])
    # as an index, as an argument behind another one, or inside a text
    return re.compile(rf"\[\s*(?:{said})\s*\]|,\s*(?:{said})\s*[,)]|\$\{{\s*(?:{said})\s*\}}")


_ALIASES = 20
"""Local values that are made of what is chosen by, and are looked for."""


def _is(module: Module, source: Source, key: ast.Expression, wanted: tuple[str, ...]) -> bool:
    """Whether an expression is what is chosen by, or a local value that is."""
    if not isinstance(key, ast.GetAttr | ast.Template):
        return False
    value = evaluate(key, module.scope(source))
    return isinstance(value, Text) and value.key == wanted


def _keys(module: Module, source: Source, of: ast.Expression) -> Iterator[str]:
    match evaluate(of, module.scope(source)):
        case MapValue(items=items):
            yield from items
        case _:
            pass


def _items(module: Module, source: Source, of: ast.Expression) -> Iterator[str]:
    match evaluate(of, module.scope(source)):
        case ListValue(items=items):
            yield from (made.known for item in items if isinstance(made := as_text(item), Known))
        case _:
            pass


def _files(
    module: Module, source: Source, path: ast.Expression, wanted: tuple[str, ...], seen: set[str]
) -> Iterator[str]:
    """The names of the files that a path with a name in it may lead to. `seen`: paths that were asked for."""
    value = evaluate(path, module.scope(source))
    if not isinstance(value, Text) or [f"\0{hole.name}" for hole in value.holes] != list(wanted):
        return
    whole = normal(posixpath.join(module.folder.path, value.written.replace(HOLE, _NAME)))
    opening = normal(posixpath.join(module.folder.path, posixpath.dirname(value.opening)))
    if whole is None or opening is None or whole in seen or whole.count(_NAME) != 1:
        return
    seen.add(whole)
    front, back = whole.split(_NAME)
    below = module.folders.below(opening)[:_MOST]
    if module.work.is_spent(len(below) + len(whole) // _COST):
        return
    for inside in below:
        file = posixpath.join(opening, inside)
        name = file[len(front) : len(file) - len(back)]
        if file.startswith(front) and file.endswith(back) and name and "/" not in name:
            yield name


_NAME = "\ufffe"
"""What stands for the name in a path: no character of a file's."""
_MOST = 1_000
"""Files of a folder in which those of environments are sought."""
