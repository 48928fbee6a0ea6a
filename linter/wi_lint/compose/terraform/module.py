"""Modules as they are called: variables, locals, resources and outputs, evaluated on demand."""

from __future__ import annotations

import posixpath
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from msgspec.structs import replace

from wi_lint.bounds import MAX_CALLS, MAX_REFERENCES, MAX_ROOT_INSTANCES
from wi_lint.compose.helm import Charts
from wi_lint.compose.terraform import providers, stand_ins
from wi_lint.compose.terraform.convert import NotKnown
from wi_lint.compose.terraform.dangling import dangling
from wi_lint.compose.terraform.downloaded import downloaded
from wi_lint.compose.terraform.evaluate import evaluate
from wi_lint.compose.terraform.folder import Dangling, Folder, Folders, Placed, local_source
from wi_lint.compose.terraform.instances import COST, Instance, gather, instances
from wi_lint.compose.terraform.order import Order, Shared
from wi_lint.compose.terraform.provenance import Lazy, with_provenance
from wi_lint.compose.terraform.references import variables_of
from wi_lint.compose.terraform.resource import Resource, exported_attribute
from wi_lint.compose.terraform.scope import Place, Scope, Work
from wi_lint.compose.terraform.types import conform
from wi_lint.files import normal
from wi_lint.parse.hcl import ast
from wi_lint.source import Source, Span
from wi_lint.unit import Unit
from wi_lint.values import (
    Attribute,
    EmptyDefault,
    Known,
    MapValue,
    Provenance,
    Reason,
    Unknown,
    Value,
    Why,
    is_null,
    known,
    unknown,
)

_ASKED = 20
"""For how many blocks of a root it is worked out what waits for them."""
INSTANCE = 250
"""What an instance of a module costs of the evaluations of its root."""

T = TypeVar("T")


class Module:
    """One instance of a module: a folder, called with arguments.

    `path` is its address, such as `module.app["shop"].`, and empty for a root module.
    """

    def __init__(
        self,
        folders: Folders,
        folder: Folder,
        unit: Unit,
        path: str = "",
        call: Call | None = None,
        settings: Mapping[str, Value] | None = None,
        instances: int = MAX_ROOT_INSTANCES,
        workspace: Value | None = None,
        work: Work | None = None,
        reached: dict[tuple[str, str], Module] | None = None,
    ) -> None:
        """`settings`: what a root module is given for its variables. `instances`: how many it may make.

        `workspace`: the one that it is applied in, where that is known. `work` and `reached`: what it shares
        with the root that reads its state.
        """
        self.folders = folders
        self.folder = folder
        self.unit = unit
        self.path = path
        self.call = call
        self.settings = settings or {}
        self.workspace = workspace
        self.left_out = 0
        """How many environments of the root are not told apart: known to the last that is."""
        self.depth: int = call.module.depth + 1 if call else 0
        self.work: Work = call.module.work if call else work or Work(instances=instances)
        self._known: dict[tuple[str, ...], Value] = {}
        self._busy: set[tuple[str, ...]] = set()
        self._resources: dict[tuple[str, str, str], list[Resource]] = {}
        self._calls: dict[str, list[Call]] = {}
        self._waits: dict[int, bool] = {}
        self._order: Order | None = None
        self._finds: bool | None = None
        self.users_asked = 0
        """For how many blocks of a root somebody asked what waits for them."""
        self.waiting: Shared = {}
        """What waits for a cluster in the folders of the modules of a root: kept by the root for all."""
        self.asleep_read: set[tuple[str, str, str]] = set()
        """Blocks that make nothing and were read as they are written: kept by the root for all."""
        self.folders_seen: set[str] = set()
        """The folders that are read as they are written: kept by the root for all."""
        self.reached: dict[tuple[str, str], Module] = {} if reached is None else reached
        """The roots whose state is read, by folder and environment: kept by the root for all."""

    @property
    def prefix(self) -> str:
        return f"{self.unit.name}/{self.path}" if self.path else self.unit.name

    def scope(self, source: Source, bound: Mapping[str, Value] | None = None, tag: str = "") -> Scope:
        return Scope(source, self, bound or {}, tag, at=self.folder.at)

    def reported_at(self, expression: ast.Expression) -> Span:
        """Where an expression is reported that is not the user's: at the argument that it is made of."""
        names = variables_of(expression, self.folder)
        if self.call is None:  # a known module that Terragrunt runs: its inputs are the user's
            given = next((self.settings[name].at for name in names if name in self.settings), self.folder.at)
            assert given is not None
            return given
        for name in names:
            if name in self.call.placed.block.body.attributes:
                return self.call.at(name)
        return self.call.placed.head

    def is_call_around(self, at: Span) -> bool:
        """Whether a place is inside the call of this module, behind its head."""
        if self.call is None:
            return False
        placed = self.call.placed
        block = placed.block
        return placed.at is None and at.source is placed.source and block.head_end <= at.start < block.end

    # names

    def lookup(self, words: tuple[str, ...], at: Span) -> tuple[Value, int] | None:
        match words:
            case ("var", name, *_):
                return self.variable(name, at), 2
            case ("local", name, *_):
                return self.local(name, at), 2
            case ("module" | "component", name, *_):
                return self.child(name, at), 2
            case ("data", kind, name, *_):
                return self.reference("data", kind, name, at), 3
            case ("path" | "terraform" as kind, name, *_) if (own := self._own(kind, name, at)) is not None:
                return own, 2
            case ("terraform" | "path" | "each" | "count" | "self", name, *_):
                return self._hole(f"{words[0]}.{name}", Reason.AT_RUN_TIME(), at), 2
            case ("resource", kind, name, *_):
                return self.reference("resource", kind, name, at), 3
            case (kind, name, *_):
                return self.reference("resource", kind, name, at), 2
            case _:
                return None

    def _own(self, kind: str, name: str, at: Span) -> Value | None:
        """What Terraform says of a module: its folder, that of its root, and the workspace of that."""
        match kind, name:
            case "path", "module":
                return known(posixpath.relpath(self.folder.path or ".", self.root.folder.path or "."), at)
            case "path", "root":
                return known(".", at)
            case "terraform", "workspace":
                return self.root.workspace
            case _:
                return None

    def _hole(self, name: str, cause: Why, at: Span, *, kind: str = "") -> Unknown:
        """What a name stands for. `kind`: of the resource that it names as a whole."""
        address, _, last = (f"{self.path}{name}", "", "") if kind else name.rpartition(".")
        return unknown(f"{self.prefix}:{name}", cause, at, of=Attribute(kind, address, last))

    def _once(self, key: tuple[str, ...], at: Span, make: Callable[[], Value]) -> Value:
        """A value that is evaluated once; one that needs itself is a hole."""
        if key in self._known:
            return self._known[key]
        if key in self._busy:
            return self._hole(".".join(key), Reason.CIRCULAR(), at)
        if self.folders.depth >= MAX_REFERENCES:
            return self._hole(".".join(key), Reason.TOO_LARGE("its chain of references"), at)
        self._busy.add(key)
        self.folders.depth += 1
        try:
            self._known[key] = make()
        finally:
            self.folders.depth -= 1
            self._busy.discard(key)
        return self._known[key]

    def variable(self, name: str, at: Span) -> Value:
        return self._once(("var", name), at, lambda: self._variable(name, at))

    def _variable(self, name: str, at: Span) -> Value:
        declared = self.folder.variables.get(name)
        value = self._given(name, declared, at)
        type_ = declared.block.body.attributes.get("type") if declared else None
        if declared is None or type_ is None or isinstance(value, EmptyDefault):
            return value
        return conform(value, type_.value, self.scope(declared.of(type_)))

    def _given(self, name: str, declared: Placed | None, at: Span) -> Value:
        """What a variable is given: by the caller, by a settings file, or by its default."""
        where = declared.head if declared else at
        if self.call is not None:
            argument = self.call.argument(name)
            if argument is not None and not (is_null(argument) and self._not_null(declared)):
                return with_provenance(
                    argument, Provenance(self.call.at(name), f"the argument '{name}' of {self.call.address}")
                )
        elif name in self.settings and not (is_null(self.settings[name]) and self._not_null(declared)):
            return with_provenance(self.settings[name], Provenance(where, f"the variable '{name}'"))
        default = declared.block.body.attributes.get("default") if declared else None
        if declared is None or default is None:
            return self._hole(f"var.{name}", Reason.NO_DEFAULT(f"the variable '{name}'"), where)
        value = evaluate(default.value, self.scope(declared.of(default)))
        if isinstance(value, Known) and self.work.on and self.call is None:
            # who switches things on, names them: a default may be there for what is off alone
            return self._hole(f"var.{name}", Reason.CONDITIONAL(f"the variable '{name}'"), where)
        if isinstance(value, Known) and not value.known:
            why = Reason.EMPTY(f"the default of the variable '{name}'")
            return EmptyDefault(self._hole(f"var.{name}", why, where), value.at)
        return with_provenance(value, Provenance(where, f"the default of the variable '{name}'"))

    @staticmethod
    def _not_null(declared: Placed | None) -> bool:
        nullable = declared.block.body.attributes.get("nullable") if declared else None
        return (
            nullable is not None and isinstance(nullable.value, ast.Literal) and nullable.value.value is False
        )

    def local(self, name: str, at: Span) -> Value:
        if name not in self.folder.locals:
            return self._hole(f"local.{name}", Reason.NOT_DECLARED(f"the local value '{name}'"), at)
        source, attribute = self.folder.locals[name]
        return self._once(("local", name), at, lambda: self._local(name, source, attribute))

    def _local(self, name: str, source: Source, attribute: ast.Attribute) -> Value:
        value = evaluate(attribute.value, self.scope(source))
        if self.folder.at is not None:
            return value  # what a module from elsewhere calls its values is of no use to anybody
        return with_provenance(
            value, Provenance(Span(source, attribute.start, attribute.end), f"the local value '{name}'")
        )

    def output(self, name: str) -> Value:
        placed = self.folder.outputs[name]
        value = placed.block.body.attributes.get("value")
        at = placed.head
        if value is None:
            return self._hole(f"output.{name}", Reason.NOT_DECLARED("the value of the output"), at)
        return self._once(("output", name), at, lambda: evaluate(value.value, self.scope(placed.of(value))))

    # files

    @property
    def root(self) -> Module:
        """The module that nobody called: where Terraform runs."""
        return self.call.module.root if self.call else self

    def _inside(self, path: str) -> str:
        """A path in the linted tree. Raises `NotKnown` where it leads out of it."""
        inside = normal(posixpath.join(self.root.folder.path, path))
        if inside is None or path.startswith(("/", "~")):
            raise NotKnown
        return inside

    def file(self, path: str) -> Source | None:
        """A file, by its path from where Terraform runs."""
        return self.folders.file(self._inside(path))

    def below(self, path: str) -> tuple[str, ...]:
        """The files at any depth below a folder, by its path from where Terraform runs."""
        return self.folders.below(self._inside(path))

    def apply(self, name: str, args: list[Value], at: Span) -> Value | None:  # noqa: ARG002
        """Terraform has no functions beside its own."""
        return None

    def refers_to_account(self, name: str, account_id: str | None) -> bool:
        """Whether the module's code may refer to a Google service account that it declares."""
        if self.folder.at is not None or account_id is None:
            return True
        return self.folders.says_of_account(self.folder.path, name, account_id)

    @property
    def charts(self) -> Charts:
        """The charts of the tree."""
        return self.folders.charts

    @property
    def root_path(self) -> str:
        """The folder that Terraform runs in, from the root of the tree."""
        return self.root.folder.path

    # resources

    def resources(self, mode: str, kind: str, name: str) -> list[Resource]:
        """The instances of a resource or data source."""
        key = mode, kind, name
        if key not in self._resources:
            self._resources[key] = []  # what asks for itself while it is made finds nothing
            table = self.folder.data if mode == "data" else self.folder.resources
            placed = table[kind, name]
            address = f"data.{kind}.{name}" if mode == "data" else f"{kind}.{name}"
            self._resources[key] = [
                Resource.of(self, placed, kind, f"{self.path}{address}{one.suffix}", one.bound, one.key)
                for one in instances(placed, self.scope(placed.looping), f"{self.prefix}:{address}")
            ]
        return self._resources[key]

    def is_new_asleep(self, placed: Placed) -> bool:
        """Whether no module of the root asked for the same block before that makes nothing."""
        kind, name = (label.text for label in placed.block.labels)
        read, before = self.root.asleep_read, len(self.root.asleep_read)
        read.add((self.folder.path, kind, name))
        return len(read) > before

    def asleep(self, placed: Placed) -> Resource | None:
        """An instance of a resource of which there is none: nothing of what a count or a key would bring.

        Nothing for those of modules that are known without their code, or where no work is left for it.
        """
        kind, name = (label.text for label in placed.block.labels)
        if placed.at is not None or self.work.is_spent(COST):
            return None
        bound = {
            each: self._hole(f"{kind}.{name}.{each}", Reason.CONDITIONAL("what it is made for"), placed.head)
            for each in ("each", "count")
        }
        return Resource.of(self, placed, kind, f"{self.path}{kind}.{name}[*]", bound, None)

    def reference(self, mode: str, kind: str, name: str, at: Span) -> Value:
        """What `kind.name` stands for: an object, or its instances by key."""
        table = self.folder.data if mode == "data" else self.folder.resources
        address = f"data.{kind}.{name}" if mode == "data" else f"{kind}.{name}"
        placed = table.get((kind, name))
        if placed is None:
            return self._hole(address, Reason.NOT_DECLARED(address), at, kind=kind)
        return self._once((mode, kind, name), at, lambda: self._gathered(placed, mode, kind, name, address))

    def _gathered(self, placed: Placed, mode: str, kind: str, name: str, address: str) -> Value:
        made = self.resources(mode, kind, name)
        objects: list[Value] = [self._object(one) for one in made]
        return gather(
            placed,
            [one.key for one in made],
            objects,
            self._hole(address, Reason.AT_RUN_TIME(), placed.head, kind=kind),
        )

    def _object(self, resource: Resource) -> MapValue:
        of = Attribute(resource.kind, resource.address)
        hole = unknown(f"{self.unit.name}:{resource.address}", Reason.AFTER_APPLY(), resource.head, of=of)
        if resource.kind == "terraform_remote_state" and self.folders.reach is not None:
            why = Reason.ELSEWHERE("the state that it reads")
            there = unknown(
                f"{self.unit.name}:{resource.address}.outputs", why, resource.head, of=of.inner("outputs")
            )
            return MapValue(
                {"outputs": self.folders.reach.outputs(self, resource, there)}, resource.head, hole
            )
        return MapValue(
            Lazy(resource.names, lambda key: exported_attribute(resource, key)), resource.head, hole
        )

    # modules

    def calls(self, name: str) -> list[Call]:
        """The instances of a module call."""
        if name not in self._calls:
            self._calls[name] = []
            placed = self.folder.modules[name]
            hole = f"{self.prefix}:module.{name}"
            made = instances(placed, self.scope(placed.looping), hole)
            self._calls[name] = [Call(self, placed, name, one) for one in made]
        return self._calls[name]

    def child(self, name: str, at: Span) -> Value:
        placed = self.folder.modules.get(name)
        if placed is None:
            return self._hole(f"module.{name}", Reason.NOT_DECLARED(f"module.{name}"), at)
        return self._once(("module", name), at, lambda: self._outputs(placed, name))

    def _outputs(self, placed: Placed, name: str) -> Value:
        made = self.calls(name)
        objects: list[Value] = [call.outputs() for call in made]
        hole = self._hole(f"module.{name}", Reason.ELSEWHERE("its module"), placed.head)
        return gather(placed, [call.instance.key for call in made], objects, hole)

    def modules(self) -> Iterator[Module]:
        """This module, and every module that it calls, at any depth."""
        yield self
        for name in self.folder.modules:
            for call in self.calls(name):
                if call.target is not None:
                    yield from call.target.modules()

    def forget(self) -> None:
        """Let its values go: they refer to it, as it does to them, and nobody asks for them any more."""
        for calls in self._calls.values():
            for call in calls:
                if call.target is not None:
                    call.target.forget()
        reached = list(self.reached.values())
        for table in (self._known, self._resources, self._calls, self.reached):
            table.clear()
        for other in reached:
            other.forget()
        self._order = None

    # the order in which things are made

    @property
    def order(self) -> Order:
        """In which order its blocks are made."""
        if self._order is None:
            self._order = Order(self, self.root.waiting)
        return self._order

    @property
    def around(self) -> tuple[Module, Placed, str] | None:
        """The module that calls it, the call, and its name."""
        return (self.call.module, self.call.placed, self.call.name) if self.call is not None else None

    def called(self, name: str) -> Iterator[Module | None]:
        """The modules of a call; nothing for one whose code is not known."""
        return (call.target for call in self.calls(name))

    @property
    def finds_cluster(self) -> bool:
        """Whether this root module, or one that it calls, looks up a cluster that was there before."""
        if self._finds is None:
            self._finds = any(one.order.finds_cluster for one in self.modules())
        return self._finds

    def waits_for_cluster(self, placed: Placed) -> bool:
        """Whether a block of this module is made after a cluster, or may be."""
        key = id(placed)  # the folder holds its blocks as long as there is a module of it
        if key not in self._waits:
            # where none is made, or one was there before, the pool does not come with the first of them
            is_there = not self.root.folder.may_make_clusters or self.root.finds_cluster
            self._waits[key] = is_there or self.order.waits_for_cluster(placed)
        return self._waits[key]

    def waited_for_by(self, placed: Placed) -> set[str]:
        """What is made after a block, here and around this module, by addresses without keys.

        Answered for the first few blocks of a root: what is said of one is said of all.
        """
        self.root.users_asked += 1
        return self.order.waited_for_by(placed) if self.root.users_asked <= _ASKED else set()

    # what is read as it is written

    def awake(self) -> Module | None:
        """This root with all on that its own defaults switch off; nothing of one that is applied as it is."""
        if not self.work.off or self.folder.backend is not None or self.unit.variant or self.settings:
            return None
        on = self._own_defaults({place for _, _, by in self.work.off for place in by})
        if not on:
            return None
        unit = replace(self.unit, awake=True)
        made = Module(self.folders, self.folder, unit, instances=self.work.instances)
        made.work.on = on
        return made

    def _own_defaults(self, places: Iterable[Place]) -> frozenset[Place]:
        """Those that are written in a variable or a local value of this module, and not in a call."""
        variables = ((one.source, one.block) for one in self.folder.variables.values())
        own = sorted(
            (source.path, node.start, node.end) for source, node in (*variables, *self.folder.locals.values())
        )
        found = ((place, bisect_right(own, (place[0], place[1], sys.maxsize)) - 1) for place in places)
        return frozenset(
            place for place, at in found if at >= 0 and own[at][0] == place[0] and place[2] <= own[at][2]
        )

    def dangling(self) -> list[Dangling]:
        """What its folder refers to and does not declare: said once of each folder of a root."""
        seen, before = self.root.folders_seen, len(self.root.folders_seen)
        seen.add(self.folder.path)
        is_new = len(seen) > before and self.folder.at is None
        return dangling(self.folder, self.folders) if is_new else []

    # providers

    def asks_for(self, name: str) -> bool:
        """Whether this module, or one that calls it, says which version of a provider it takes."""
        return name in self.folder.requirements or (self.call is not None and self.call.module.asks_for(name))

    def provider_before(self, name: str, major: int) -> bool:
        """Whether this module, or one that calls it, asks for a version before some major one."""
        if providers.is_before(self.folder.requirements, name, major):
            return True
        return self.call is not None and self.call.module.provider_before(name, major)

    def project(self, alias: str | None, at: Span) -> Value:
        """The default project of resources: of the root module's provider block."""
        if self.call is not None:
            outer = providers.passed(self.call.placed.block.body, alias)
            if outer is None:
                return self._hole(providers.name_of(alias), Reason.NOT_WRITTEN("the provider"), at)
            return self.call.module.project(outer or None, at)
        for placed in self.folder.providers:
            body = placed.block.body
            if placed.block.labels[0].text in ("google", "google-beta") and providers.alias_of(body) == alias:
                attribute = body.attributes.get("project")
                if attribute is not None:
                    return evaluate(attribute.value, self.scope(placed.of(attribute)))
        return self._hole(providers.name_of(alias), Reason.CURRENT_CONTEXT("the provider's project"), at)


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
        work = self.module.work
        if work.is_spent(INSTANCE) or not work.has_room(1 + folder.size):
            return None
        return Module(self.module.folders, folder, self.module.unit, f"{self.address}.", self)

    def _folder(self) -> Folder | None:
        """The folder of the module: in the tree, downloaded, or well known."""
        module = self.module
        if module.folder.path.startswith(stand_ins.PLACE):
            return stand_ins.find(self.source or "", None, self.placed.head)
        path = local_source(module.folder.path, self.placed)
        if path is not None:
            return module.folders.get(path, module.folder.at)
        root, has_room = module.root.folder.path, module.work.has_room
        folder = downloaded(module.folders, root, self.key, self.placed.head, has_room)
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
        why = Reason.ELSEWHERE("its module") if target is None else Reason.NOT_DECLARED("such an output")
        hole = unknown(f"{self.module.unit.name}:{self.address}", why, at)
        names = target.folder.outputs if target else {}
        return MapValue(Lazy(names, lambda key: target.output(key) if target else hole), at, hole)
