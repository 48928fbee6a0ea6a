"""Terragrunt: a `terragrunt.hcl` runs a module with inputs, one in the tree or one that is known.

Source: Terragrunt's reference of blocks, attributes and functions. A path is one from the root of the tree,
with a slash in front where Terragrunt makes an absolute one.
"""

from __future__ import annotations

import posixpath
import re
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice

from wi_lint.compose.terraform import stand_ins
from wi_lint.compose.terraform.evaluate import evaluate
from wi_lint.compose.terraform.folder import Folder, Folders, sort
from wi_lint.compose.terraform.inputs import NOTHING, Given, settings
from wi_lint.compose.terraform.module import Module
from wi_lint.compose.terraform.provenance import Lazy, with_provenance
from wi_lint.compose.terraform.scope import Scope, Work
from wi_lint.compose.terraform.terragrunt_stacks import STACK, Piece, pieces
from wi_lint.files import normal
from wi_lint.lazy_re import regex
from wi_lint.parse import hcl
from wi_lint.parse.hcl import ast
from wi_lint.problems import ReadProblem
from wi_lint.source import Source, Span
from wi_lint.unit import Unit
from wi_lint.values import Known, MapValue, Provenance, Reason, Value, known, unknown

FILE = "terragrunt.hcl"
_PARENTS = ("terragrunt.hcl", "root.hcl")
_DEEPEST = 40
"""Files that read one another, and units that depend on one another, one behind the other."""
_EVALUATIONS = 100_000
"""Evaluations of one file; of one that is included a fifth."""
_ASKS = regex(r"get_\w+_dir|path_relative|find_in_parent|get_path|\bread_terragrunt_config\b")
"""What answers a file that is included by which unit it is read for."""
_GENERATED = 1_000
"""Most units that all stacks of a tree make."""
_MOST_AGAIN = 10_000_000
"""Characters of included files that are read anew for each unit."""
_REGISTRY = regex(r"tfr://[^/]*/([^?]+)(?:\?version=(.*))?")


def configured(folders: Folders, paths: Iterable[str], given: Given) -> Iterator[Module]:
    """A module for each folder of `paths` that Terragrunt runs, and whose module is known.

    Inputs are passed as `TF_VAR_` variables, so that any file of values wins over them.
    """
    units = Units(folders, given)
    homes = list(paths)
    units.generate([path for path in homes if STACK in folders.names(path)])
    # what a stack is made of is run where it is generated alone
    run = [path for path in homes if path not in units.templates and FILE in folders.names(path)]
    for path in (*run, *(path for path in units.generated if path not in run)):
        made = units.module(path)
        if made is not None:
            yield made


class Units:
    """The units of a tree: folders in which Terragrunt runs a module."""

    def __init__(self, folders: Folders, given: Given) -> None:
        self.folders = folders
        self._given = given
        self._modules: dict[str, Module | None] = {}
        self._automatic: dict[str, dict[str, Value]] = {}
        self._read_again = 0
        self._bodies: dict[tuple[str, str], Configuration | None] = {}
        self.depth = 0
        self.generated: dict[str, Piece] = {}
        """The units that stacks make, by where they are generated."""
        self.templates: set[str] = set()
        """The folders that those are made of."""

    def generate(self, stacks: Iterable[str]) -> None:
        """Note the units of the stacks in some folders, but for those that others are made of."""
        work = Work(left=_EVALUATIONS)
        made = {path: list(islice(self._pieces(path, work), _GENERATED)) for path in stacks}
        self.templates = {one.source for units in made.values() for one in units}
        for path, units in made.items():
            if path in self.templates:
                continue
            room = _GENERATED - len(self.generated)
            new = [one for one in units if not one.is_stack]
            self.generated |= {one.path: one for one in new[:room]}
            if len(new) > room or len(units) == _GENERATED or work.left < 0:
                at = Source(posixpath.join(path, STACK), "").span(0, 0)
                says = f"stacks are made of more than {_GENERATED:,} units, or ask for too many evaluations"
                self.folders.say(ReadProblem("limit", at, f"{says}: the others are left out"))

    def _pieces(self, path: str, work: Work) -> Iterator[Piece]:
        """What a stack is made of, with the stacks in it. `work`: what all stacks of a tree share."""
        todo = [Piece(path, path, None, is_stack=True)]
        while todo and work.left >= 0:
            piece = todo.pop()
            found = self.folders.body(posixpath.join(piece.source, STACK))
            if not found or piece.path.count("/") > _DEEPEST:
                continue
            configuration = Configuration(self, *found[0], piece.path, piece.values)
            configuration.work = work
            for one in pieces(configuration):
                todo += [one] if one.is_stack else []
                yield one

    def module(self, path: str) -> Module | None:
        """What a unit runs; nothing where its module is not known."""
        if path not in self._modules:
            self._modules[path] = None  # what depends on itself knows nothing of itself
            self._modules[path] = self._made(path)
        return self._modules[path]

    def configuration(self, path: str, child: str) -> Configuration | None:
        """A file, as it is read for the unit in a folder; nothing where it is not there.

        One that does not ask which unit that is, says the same to all.
        """
        home = posixpath.dirname(path)
        found = self.folders.body(path) if (path, home) not in self._bodies or child != home else []
        if found and child != home:
            text = found[0][0].text
            self._read_again += len(text) if _ASKS.search(text) else 0
            child = child if _ASKS.search(text) and self._read_again < _MOST_AGAIN else home
        key = path, child
        if key not in self._bodies:
            self._bodies[key] = Configuration(self, *found[0], child) if found else None
        return self._bodies[key]

    def _made(self, path: str) -> Module | None:
        own = self._own(path)
        folder = own.folder() if own is not None else None
        if own is None or folder is None:
            return None
        if folder.path not in self._automatic:
            self._automatic[folder.path] = dict(settings(self.folders, NOTHING, self._given, folder))
        inputs = ChainMap(self._automatic[folder.path], own.inputs)
        return Module(self.folders, folder, Unit("terraform", path), settings=inputs)

    def _own(self, path: str) -> Configuration | None:
        """The file of a unit: in its folder, or in the one that a stack makes it of."""
        piece = self.generated.get(path)
        if piece is None or FILE in self.folders.names(path):
            return self.configuration(posixpath.join(path, FILE), path)
        found = self.folders.body(posixpath.join(piece.source, FILE))
        return Configuration(self, *found[0], path, piece.values, is_unit=True) if found else None


class Configuration:
    """One file of Terragrunt's, with what it may name: its local values, what it includes and depends on."""

    def __init__(
        self,
        units: Units,
        source: Source,
        body: ast.Body,
        child: str,
        values: Value | None = None,
        *,
        is_unit: bool = False,
    ) -> None:
        """`child`: the folder of the unit that the file is read for. `values`: what a stack gives it."""
        self._values = values
        self._is_unit = is_unit or source.path == posixpath.join(child, FILE)
        self.source = source
        self.body = body
        self.home = posixpath.dirname(source.path)
        self.child = child
        self.prefix = f"terraform/{child}" if child == self.home else f"terraform/{child}:{source.path}"
        self.work = Work(left=_EVALUATIONS if self._is_unit else _EVALUATIONS // 5)
        self._units = units
        self._busy: set[str] = set()

    @property
    def scope(self) -> Scope:
        return Scope(self.source, self)

    # what it runs

    def folder(self) -> Folder | None:
        """The folder of the module, with what is generated into it; its own where no source is written."""
        found = self._source
        if found is None:
            path: str | None = self.child
        elif isinstance(found, Known):
            registry = _REGISTRY.fullmatch(found.known)
            if registry is not None:
                return stand_ins.find(registry[1], registry[2], found.at)
            path = _inside(self.child, found.known)
        else:
            path = None
        folder = self._units.folders.get(path) if path is not None else None
        return self._generated(folder) if folder is not None else None

    @cached_property
    def _source(self) -> Value | None:
        """Where the module is: as this file says, or one that it includes."""
        for block in self.body.each("terraform"):
            source = block.body.attributes.get("source")
            if source is not None:
                return evaluate(source.value, self.scope)
        above = (one._source for one in self._included.values())
        return next((one for one in above if one is not None), None)

    def _generated(self, folder: Folder) -> Folder:
        """A folder with the providers that are written into it, where it has none."""
        if folder.providers:
            return folder
        for one in (self, *self._included.values()):
            for block in one.body.each("generate"):
                contents = block.body.attributes.get("contents")
                value = evaluate(contents.value, one.scope) if contents is not None else None
                if isinstance(value, Known) and "provider" in value.known:
                    made = Folder(folder.path)
                    source = Source(one.source.path, value.known)
                    body, _ = hcl.read(source)
                    sort(made, source, body)
                    return _with_providers(folder, made, block, one.source)
        return folder

    # what it gives

    @cached_property
    def inputs(self) -> dict[str, Value]:
        """Its inputs, and below them those of the files that it includes."""
        given = self.body.attributes.get("inputs")
        value = evaluate(given.value, self.scope) if given is not None else None
        made: dict[str, Value] = {}
        if isinstance(value, MapValue):
            made |= value.items
            for key, one in value.perhaps.items():  # nobody knows whether the module's default holds
                why = value.more.cause if value.more is not None else Reason.CONDITIONAL()
                made[key] = unknown(f"{self.prefix}:inputs.{key}", why, one.at)
        if self.work.left < 0:
            at = self.source.span(0, 0)
            says = "the file asks for more evaluations than are made: the rest is not known"
            self._units.folders.say(ReadProblem("limit", at, says))
        for name, above in self._included.items():
            is_deep = self._strategy(name) == "deep"
            for key, one in above.inputs.items():
                made[key] = _merged(one, made[key]) if key in made and is_deep else made.get(key, one)
        return made

    def _strategy(self, name: str) -> str:
        for block in self.body.each("include"):
            if (block.labels[0].text if block.labels else "") == name:
                written = block.body.attributes.get("merge_strategy")
                value = evaluate(written.value, self.scope) if written is not None else None
                return value.known if isinstance(value, Known) else "shallow"
        return "shallow"

    @cached_property
    def _included(self) -> Mapping[str, Configuration]:
        """The files that it includes, by the names that it gives them; the nearest one first."""
        made: dict[str, Configuration] = {}
        if not self._is_unit:
            return made  # what is included includes nothing
        for block in self.body.each("include"):
            name = block.labels[0].text if block.labels else ""
            written = block.body.attributes.get("path")
            path = self._path(evaluate(written.value, self.scope)) if written is not None else None
            found = self._units.configuration(path, self.child) if path is not None else None
            if found is not None and found is not self:
                made[name] = found
        return made

    @cached_property
    def _locals(self) -> Lazy:
        written = {
            name: attribute
            for block in self.body.each("locals")
            for name, attribute in block.body.attributes.items()
        }
        return Lazy(written, lambda name: self._local(name, written[name]))

    def _local(self, name: str, attribute: ast.Attribute) -> Value:
        at = Span(self.source, attribute.start, attribute.end)
        if name in self._busy:
            return unknown(f"{self.prefix}:local.{name}", Reason.CIRCULAR(), at)
        self._busy.add(name)
        try:
            value = evaluate(attribute.value, self.scope)
            return with_provenance(value, Provenance(at, f"the local value '{name}'"))
        finally:
            self._busy.discard(name)

    @cached_property
    def _dependencies(self) -> Mapping[str, Value]:
        """The outputs of the units that it depends on, by the names that it gives them."""
        made: dict[str, Value] = {}
        for one in (*self._included.values(), self):
            for block in one.body.each("dependency"):
                if block.labels:
                    made[block.labels[0].text] = one._outputs(block)
        return made

    def _outputs(self, block: ast.Block) -> Value:
        """What the unit of a `dependency` makes; what stands in for it before it is there is no value."""
        at = Span(self.source, block.start, block.labels[0].end)
        name = f"{self.prefix}:dependency.{block.labels[0].text}"
        hole = unknown(f"{name}.outputs", Reason.ELSEWHERE("the unit that it depends on"), at)
        written = block.body.attributes.get("config_path")
        value = evaluate(written.value, self.scope) if written is not None else None
        path = _inside(self.child, value.known) if isinstance(value, Known) else None
        if self._units.depth > _DEEPEST:
            says = f"units are followed no further than {_DEEPEST} behind one another"
            self._units.folders.say(ReadProblem("limit", at.one_line, f"{says}: this one is not"))
            return MapValue({"outputs": hole}, at)
        if path is None:
            return MapValue({"outputs": hole}, at)
        self._units.depth += 1
        module = self._units.module(path)
        self._units.depth -= 1
        if module is None:
            return MapValue({"outputs": hole}, at)
        through = Provenance(at, f"the unit {path}")
        found = Lazy(module.folder.outputs, lambda key: with_provenance(module.output(key), through))
        return MapValue({"outputs": MapValue(found, at)}, at)

    @property
    def exposed(self) -> Value:
        """What others may read of it: its local values, and its inputs."""
        at = self.source.span(0, 0)
        inputs = Lazy(dict.fromkeys(self._input_names), lambda name: self.inputs[name])
        return MapValue({"locals": MapValue(self._locals, at), "inputs": MapValue(inputs, at)}, at)

    @property
    def _input_names(self) -> list[str]:
        given = self.body.attributes.get("inputs")
        return list(self.inputs) if given is not None else []

    # names

    def lookup(self, words: tuple[str, ...], at: Span) -> tuple[Value, int] | None:
        match words:
            case ("local", name, *_) if name in self._locals:
                return self._locals[name], 2
            case ("dependency", name, *_) if name in self._dependencies:
                return self._dependencies[name], 2
            case ("include", name, *_) if name in self._included:
                return self._included[name].exposed, 2
            case ("include", *_) if "" in self._included:
                return self._included[""].exposed, 1
            case ("values", *_) if self._values is not None:
                return self._values, 1
            case (first, second, *_):
                name = f"{self.prefix}:{first}.{second}"
                return unknown(name, Reason.AT_RUN_TIME(), at), 2
            case _:
                return None

    def file(self, path: str) -> Source | None:
        inside = _inside(self.child, path)
        return self._units.folders.file(inside) if inside is not None else None

    def below(self, path: str) -> tuple[str, ...]:
        inside = _inside(self.child, path)
        return self._units.folders.below(inside) if inside is not None else ()

    # functions

    def apply(self, name: str, args: list[Value], at: Span) -> Value | None:
        """Terragrunt's own functions."""
        texts = [arg.known for arg in args if isinstance(arg, Known)]
        match name, texts:
            case "get_terragrunt_dir" | "get_original_terragrunt_dir" | "get_working_dir", _:
                return known(f"/{self.child}", at)
            case "get_parent_terragrunt_dir", _:
                return known(f"/{self._parent_home}", at)
            case "get_repo_root" | "get_path_to_repo_root", _:
                return known("/.", at) if name == "get_repo_root" else known(self._relative(""), at)
            case "get_path_from_repo_root", _:
                return known(self.child, at)
            case "path_relative_to_include", _:
                return known(posixpath.relpath(self.child or ".", self._parent_home or "."), at)
            case "path_relative_from_include", _:
                return known(posixpath.relpath(self._parent_home or ".", self.child or "."), at)
            case "find_in_parent_folders", _:
                return self._found_above(texts, len(args), at)
            case "read_terragrunt_config", [path, *_]:
                return self._read(path, at)
            case _:
                return None

    @property
    def _parent_home(self) -> str:
        """The folder of the file that the unit includes; of this file where it is included itself."""
        if self.home != self.child:
            return self.home
        return next((one.home for one in self._included.values()), self.child)

    def _relative(self, path: str) -> str:
        return posixpath.relpath(path or ".", self.child or ".")

    def _found_above(self, texts: list[str], given: int, at: Span) -> Value | None:
        """The nearest file of a name above the unit; what is given beside the name where there is none."""
        if len(texts) != given:
            return None
        names = texts[:1] or _PARENTS
        folder, folders = self.child, self._units.folders
        while folder:
            folder = posixpath.dirname(folder)
            for name in names:
                inside = posixpath.join(folder, name)
                if posixpath.basename(name) in folders.names(posixpath.dirname(inside)):
                    return known(f"/{inside}", at)
                if name in folders.folders(folder):
                    return known(f"/{inside}", at)
        return known(texts[1], at) if len(texts) > 1 else None

    def _read(self, path: str, at: Span) -> Value | None:
        """What another file says: read in its own folder."""
        inside = _inside(self.child, path)
        if inside is None or self._units.depth > _DEEPEST:
            return None
        self._units.depth += 1
        found = self._units.configuration(inside, posixpath.dirname(inside))
        made = found.exposed if found is not None else None
        self._units.depth -= 1
        return (
            made if made is not None else unknown(f"{self.prefix}:{path}", Reason.ELSEWHERE(f"'{path}'"), at)
        )

    def inside(self, path: str) -> str | None:
        """A folder as the file means it: from where it is generated, or from where it is written."""
        found = [_inside(base, path) for base in dict.fromkeys((self.child, self.home))]
        return next((one for one in found if one is not None and self._units.folders.names(one)), None)

    def _path(self, value: Value) -> str | None:
        return _inside(self.child, value.known) if isinstance(value, Known) else None


def _inside(folder: str, path: str) -> str | None:
    """The path of a file or a folder of the tree; nothing of one that leads elsewhere."""
    if "://" in path or path.startswith("git@") or "::" in path:
        return None
    plain = re.sub("/{2,}", "/", path.partition("?")[0])
    if plain.startswith("/"):
        return normal(plain[1:] or ".")
    return normal(posixpath.join(folder, plain))


def _merged(below: Value, above: Value) -> Value:
    """Two inputs of one name, of which maps are put together at any depth."""
    match below, above:
        case MapValue(), MapValue():
            made = dict(below.items)
            for key, value in above.items.items():
                made[key] = _merged(made[key], value) if key in made else value
            return MapValue(made, above.at, above.more or below.more)
        case _:
            return above


def _with_providers(folder: Folder, made: Folder, block: ast.Block, source: Source) -> Folder:
    """A folder with providers that are written at the block that generates them."""
    at = Span(source, block.start, block.start + len(block.type))
    copy = Folder(folder.path, folder.at)
    for name in Folder.__struct_fields__:
        setattr(copy, name, getattr(folder, name))
    copy.providers = made.providers
    for one in copy.providers:
        one.at = at
    return copy
