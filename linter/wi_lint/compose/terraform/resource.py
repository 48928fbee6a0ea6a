"""Resources: their arguments, their nested blocks, and the attributes that Google derives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from wi_lint.compose.helm import Charts
from wi_lint.compose.terraform.evaluate import evaluate
from wi_lint.compose.terraform.folder import Folder, Folders, Placed
from wi_lint.compose.terraform.provenance import with_provenance
from wi_lint.compose.terraform.scope import Scope, Work
from wi_lint.google import RESOURCES
from wi_lint.grammar import gsa_email, put_together
from wi_lint.parse.hcl import ast
from wi_lint.source import Source, Span
from wi_lint.unit import Unit
from wi_lint.values import (
    Attribute,
    ListValue,
    MapValue,
    Provenance,
    Reason,
    Text,
    Unknown,
    Value,
    Why,
    as_bool,
    as_segment,
    as_text,
    is_null,
    known,
    unknown,
)


def _attributes(kind: str) -> Mapping[str, str]:
    """The attributes of a type of resource that Google derives, as patterns."""
    return RESOURCES[kind].attributes if kind in RESOURCES else {}


class Home(Protocol):
    """The module that a resource is in, as far as a resource needs it."""

    unit: Unit
    folder: Folder

    @property
    def work(self) -> Work:
        """What is left of the work of its root module."""
        ...

    @property
    def charts(self) -> Charts:
        """The charts of the tree."""
        ...

    @property
    def root_path(self) -> str:
        """The folder that Terraform runs in, from the root of the tree."""
        ...

    def scope(self, source: Source, bound: Mapping[str, Value] | None = None, tag: str = "") -> Scope:
        """Where the module's expressions are evaluated."""
        ...

    def project(self, alias: str | None, at: Span) -> Value:
        """The project of a provider."""
        ...

    def reported_at(self, expression: ast.Expression) -> Span:
        """Where an expression is reported whose text is not the user's."""
        ...

    def is_call_around(self, at: Span) -> bool:
        """Whether a place is inside the call of the module."""
        ...

    def refers_to_account(self, name: str, account_id: str | None) -> bool:
        """Whether the module's code may refer to a Google service account that it declares."""
        ...

    def waits_for_cluster(self, placed: Placed) -> bool:
        """Whether a block of the module is made after a cluster, or may be."""
        ...

    def waited_for_by(self, placed: Placed) -> set[str]:
        """What is made after a block of the module, by addresses without keys."""
        ...

    @property
    def folders(self) -> Folders:
        """All folders of the tree."""
        ...

    def asks_for(self, name: str) -> bool:
        """Whether it or one that calls it says which version of a provider it takes."""
        ...

    def provider_before(self, name: str, major: int) -> bool:
        """Whether the module asks for a version of a provider before some major one."""
        ...

    def resources(self, mode: str, kind: str, name: str) -> list[Resource]:
        """The instances of another resource of the module."""
        ...


class Part(Struct, eq=False):
    """A body, of a resource or of a block inside one, and how to evaluate it."""

    module: Home
    placed: Placed
    body: ast.Body
    bound: Mapping[str, Value]
    tag: str
    head: Span
    sure: bool = True
    """Whether it surely exists: false inside a `dynamic` block over something unknown."""
    _texts: dict[str, Text | None] = field(default_factory=dict)
    """Arguments that were read as text: who refers to a resource asks for the same ones again and again."""

    def has(self, name: str) -> bool:
        return name in self.body.attributes

    def get(self, name: str) -> Value | None:
        """An argument's value; nothing where it is absent."""
        attribute = self.body.attributes.get(name)
        return self._value(attribute) if attribute else None

    def text(self, name: str) -> Text | None:
        """An argument as text, standing where the argument is written; nothing where it is null."""
        attribute = self.body.attributes.get(name)
        if attribute is None:
            return None
        if name in self._texts:
            return self._texts[name]
        made = self._text(name, attribute)
        if self.module.folders.depth == 0:  # else it may be no more than a part of what needs itself
            self._texts[name] = made
        return made

    def _text(self, name: str, attribute: ast.Attribute) -> Text | None:
        value = self._value(attribute)
        if is_null(value):
            return None
        made = as_segment(value)
        at = self._at(attribute)
        if made is None:
            return unknown(f"{self.tag}.{name}", Reason.NOT_TEXT(), at)
        if self.placed.at is not None and self.module.is_call_around(made.at):
            return made  # the caller wrote it, and knows it there
        return made.placed(at)

    def flag(self, name: str) -> bool | None:
        """An argument as a boolean: nothing where it is absent or not known."""
        value = self.get(name)
        return as_bool(value) if value is not None else None

    def key_at(self, name: str) -> Span:
        """Where an argument's name is written."""
        attribute = self.body.attributes.get(name)
        if attribute is None or self.placed.at is not None:
            return self.head
        return Span(self.placed.of(attribute), attribute.start, attribute.start + len(name))

    def at(self, name: str) -> Span:
        attribute = self.body.attributes.get(name)
        return self._at(attribute) if attribute else self.head

    def _at(self, attribute: ast.Attribute) -> Span:
        if self.placed.at is not None:
            return self.module.reported_at(attribute.value)
        return Span(self.placed.of(attribute), attribute.value.start, attribute.value.end)

    def _value(self, attribute: ast.Attribute) -> Value:
        scope = self.module.scope(self.placed.of(attribute), self.bound, self.tag)
        if self.placed.at is not None:
            scope = scope.reported_at(self._at(attribute))
        return evaluate(attribute.value, scope)

    def parts(self, kind: str) -> list[Part]:
        """The blocks of a kind inside this body, `dynamic` ones rolled out."""
        made = [self._inner(block, self.bound, self.tag) for block in self.body.each(kind)]
        for block in self.body.each("dynamic"):
            if [label.text for label in block.labels] == [kind]:
                made += self._dynamic(block, kind)
        return made

    def _inner(self, block: ast.Block, bound: Mapping[str, Value], tag: str, sure: bool = True) -> Part:
        source = self.placed.of(block)
        placed = self.placed if source is self.placed.source else replace(self.placed, source=source)
        head = placed.at or Span(placed.source, block.start, block.start + len(block.type))
        return Part(self.module, placed, block.body, bound, tag, head, sure and self.sure)

    def _dynamic(self, block: ast.Block, kind: str) -> Iterator[Part]:
        contents = block.body.each("content")
        each = block.body.attributes.get("for_each")
        if not contents or each is None:
            return
        over = self._value(each)
        iterator = _iterator(block, kind)
        at = self._at(each)
        pairs = [*_entries(over, at)]
        for number, (key, value, sure) in enumerate(pairs):
            bound = {**self.bound, iterator: MapValue({"key": key, "value": value}, at)}
            yield self._inner(contents[0], bound, f"{self.tag}#{number}", sure)
        if isinstance(over, Unknown) or (isinstance(over, ListValue | MapValue) and not over.is_closed):
            hole = unknown(
                f"{self.tag}@{block.start}.{iterator}", Reason.CONDITIONAL("what it loops over"), at
            )
            yield self._inner(contents[0], {**self.bound, iterator: hole}, f"{self.tag}#?", False)

    def kinds(self) -> list[str]:
        """The kinds of the blocks inside this body, `dynamic` ones by what they make."""
        names = (
            block.labels[0].text if block.type == "dynamic" and block.labels else block.type
            for block in self.body.blocks
        )
        return list(dict.fromkeys(names))

    def table(self) -> MapValue:
        """This body as a value, for what refers to it from elsewhere."""
        fields: dict[str, Value] = {name: self._value(a) for name, a in self.body.attributes.items()}
        for kind in self.kinds():
            fields[kind] = ListValue(tuple(part.table() for part in self.parts(kind)), self.head)
        hole = unknown(f"{self.tag}@{self.head.start}", Reason.AFTER_APPLY(), self.head)
        return MapValue(fields, self.head, hole)


def _entries(over: Value, at: Span) -> Iterator[tuple[Value, Value, bool]]:
    """The key and the value of what a `dynamic` block is made for, and whether that is surely there."""
    match over:
        case ListValue(items=items, perhaps=perhaps):
            yield from ((item, item, True) for item in items)
            yield from ((item, item, False) for item in perhaps)
        case MapValue(items=fields, perhaps=possible):
            yield from ((known(key, at), fields[key], True) for key in sorted(fields))
            yield from ((known(key, at), possible[key], False) for key in sorted(possible))
        case _:
            pass


def _iterator(block: ast.Block, kind: str) -> str:
    attribute = block.body.attributes.get("iterator")
    return attribute.value.name if attribute and isinstance(attribute.value, ast.Name) else kind


class Resource(Part, eq=False, kw_only=True):
    """One instance of a resource or data source. Its address is qualified by its module."""

    kind: str
    address: str
    key: str | int | None
    _computed: dict[str, Value] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        module: Home,
        placed: Placed,
        kind: str,
        address: str,
        bound: Mapping[str, Value],
        key: str | int | None,
    ) -> Resource:
        """The instance with a key, whose names are `bound` where it is made in a loop."""
        tag = f"{module.unit.name}:{address}"
        body = placed.block.body
        return cls(module, placed, body, bound, tag, placed.head, kind=kind, address=address, key=key)

    @property
    def sure_to_exist(self) -> bool:
        return self.key is not None or not {"count", "for_each"} & self.body.attributes.keys()

    @property
    def is_data(self) -> bool:
        return self.placed.block.type == "data"

    @property
    def names(self) -> Mapping[str, object]:
        """The attributes that can be reported: arguments, blocks, and what is derived from them."""
        return {
            **dict.fromkeys(self.body.attributes),
            **dict.fromkeys(block.type for block in self.body.blocks),
            **dict.fromkeys(_attributes(self.kind)),
            **({"workload_identity_config": None} if _has_own_pool(self) else {}),
        }

    def hole(self, name: str, cause: Why | None = None) -> Unknown:
        """What an argument or attribute stands for that is not known; without a cause, until an apply."""
        of = Attribute(self.kind, self.address, name)
        return unknown(f"{self.tag}.{name}", cause or Reason.AFTER_APPLY(), self.head, of=of)

    def named(self, name: str) -> Text:
        """An argument as text, or a hole in its place."""
        return self.text(name) or self.hole(name)

    @property
    def project(self) -> Text:
        """The project that a resource is in: its own, or the provider's."""
        written = self.text("project")
        if written is not None and written.known != "":  # an empty one is still to be filled in
            return written
        provider = self.body.attributes.get("provider")
        alias = provider.value.name if provider and isinstance(provider.value, ast.GetAttr) else None
        given = as_text(self.module.project(alias, self.head))
        return given if given is not None and given.known != "" else self.hole("project")


def exported_attribute(resource: Resource, name: str) -> Value:
    """An attribute of a resource, as a reference to it reads it."""
    if name not in resource._computed:
        resource._computed[name] = resource.hole(name, Reason.CIRCULAR())
        resource._computed[name] = _compute(resource, name)
    return resource._computed[name]


def _compute(resource: Resource, name: str) -> Value:
    pattern = _attributes(resource.kind).get(name)
    taken = Provenance(resource.head, f"the attribute '{name}' of {resource.address}", taken=True)
    if pattern is not None:
        made = _derived(pattern, resource)
        return made if len(made.parts) > 1 else with_provenance(made, taken)
    value = resource.get(name)
    if value is not None:
        return with_provenance(value, taken)
    parts = resource.parts(name)
    if parts:
        return ListValue(tuple(part.table() for part in parts), resource.head)
    if name == "workload_identity_config" and _has_own_pool(resource):
        pool = put_together(resource.head, resource.project, ".svc.id.goog")
        return ListValue((MapValue({"workload_pool": pool}, resource.head),), resource.head)
    return resource.hole(name)


def _has_own_pool(resource: Resource) -> bool:
    """Whether a cluster has its project's pool without saying so: Autopilot, or one that is looked up."""
    is_cluster = resource.kind == "google_container_cluster"
    return is_cluster and (resource.is_data or resource.flag("enable_autopilot") is True)


def account_email(account: Resource) -> Text:
    """The e-mail of a Google service account; a data source may be given it as a whole."""
    account_id = account.named("account_id")
    if account.is_data and account_id.split("@"):
        tail = account_id.rsplit("/")
        return tail[1] if tail else account_id
    return gsa_email(account_id, account.project)


def _derived(pattern: str, resource: Resource) -> Text:
    """An attribute that is made of others: `projects/{project}/secrets/{secret_id}`."""
    pieces = re.split(r"\{(\w+)\}", pattern)
    made = (_argument(piece, resource) if number % 2 else piece for number, piece in enumerate(pieces))
    named = [piece for piece in made if piece != ""]
    if len(named) == 1 and isinstance(named[0], Text):
        return named[0]  # it is that very argument
    return put_together(resource.head, *named)


def _argument(name: str, resource: Resource) -> Text:
    match name:
        case "project":
            return resource.project
        case "project_id":
            return resource.text("project_id") or resource.project
        case "email":
            return account_email(resource)
        case _:
            return resource.named(name)
