"""Grants: members, bindings and policies, on whatever they are made."""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.compose.terraform import Part, Resource, embedded
from wi_lint.facts import Fact, Grant, Target, Writer
from wi_lint.google import RESOURCES, carries_iam
from wi_lint.grammar import email_of_name
from wi_lint.lazy_re import regex
from wi_lint.model.terraform.common import Reader, clean
from wi_lint.parse.hcl import ast
from wi_lint.source import Span
from wi_lint.values import (
    ListValue,
    MapValue,
    Reason,
    Text,
    Unknown,
    Value,
    as_segment,
    as_text,
    join,
    known,
    unknown,
)

_POOL = regex(r"\[|\.svc\.id\.goog/")
"""What names a workload of GKE's pool, which is there from the first cluster on."""
_IAM_TYPE = regex(r"(.+)_iam_(member|binding|policy)")
_Row = tuple[Text, Text, Text | None]


def reader(kind: str) -> Reader | None:
    """The reader of a type of resource that carries IAM; nothing for other types."""
    found = _IAM_TYPE.fullmatch(kind)
    return _grants if found and carries_iam(found[1]) else None


def _grants(resource: Resource) -> Iterator[Fact]:
    base, _, kind = resource.kind.rpartition("_iam_")
    target = _target(resource, base)
    writer = Writer(
        kind="member" if kind == "member" else "binding" if kind == "binding" else "policy",
        address=resource.address,
        at=resource.head,
        sure=resource.sure_to_exist,
    )
    made = {"member": _member, "binding": _binding, "policy": _policy}[kind](resource)
    condition = _condition(resource)
    for role, who, own in _bounded(made, resource):
        waits = not _POOL.search(who.written) or resource.module.waits_for_cluster(resource.placed)
        yield Grant(
            unit=resource.module.unit,
            address=resource.address,
            at=resource.head,
            role=role,
            member_text=clean(resource, who),
            target=target,
            writer=writer,
            condition=own or condition,
            waits=waits,
            before=frozenset() if waits else frozenset(resource.module.waited_for_by(resource.placed)),
        )


_GRANT = 5
"""What a grant costs of the evaluations of its root: one list of members may be given to many bindings."""


def _bounded(made: Iterator[_Row], resource: Resource) -> Iterator[_Row]:
    """What is granted; behind what a root may ask for, to somebody whom nobody knows."""
    for role, who, own in made:
        is_spent = resource.module.work.is_spent(_GRANT)
        hole = resource.hole("members", Reason.TOO_LARGE("the work of its root module"))
        yield role, hole if is_spent else who, own
        if is_spent:
            return


def _member(resource: Resource) -> Iterator[_Row]:
    yield resource.named("role"), resource.named("member"), None


def _binding(resource: Resource) -> Iterator[_Row]:
    role = resource.named("role")
    members = resource.get("members")
    for who in _each_text(members, resource):
        yield role, who, None


def _each_text(value: Value | None, resource: Part) -> Iterator[Text]:
    """The texts of a list, and a hole where it may have more."""
    match value:
        case None:
            yield unknown(f"{resource.tag}.members", Reason.NOT_WRITTEN("its list of members"), resource.head)
        case ListValue(items=items, more=more):
            for item in items:
                made = as_segment(item)
                yield (
                    made
                    if made is not None
                    else unknown(f"{resource.tag}.members", Reason.NOT_TEXT(), item.at)
                )
            if more is not None:
                yield more
        case Unknown():
            yield value
        case _:
            pass


def _policy(resource: Resource) -> Iterator[_Row]:
    data = resource.get("policy_data")
    for data_source in _policy_sources(resource):
        for part in data_source.parts("binding"):
            role = part.text("role") or unknown(f"{part.tag}.role", Reason.NOT_WRITTEN(), part.head)
            condition = _condition(part)
            for who in _each_text(part.get("members"), part):
                yield role, who, condition
        return
    rows = _policy_document(data, resource) if isinstance(data, Text) else None
    if rows is not None:
        yield from rows
        return
    hole = resource.hole(
        "policy_data", (data.cause if isinstance(data, Text) else None) or Reason.NOT_FOLLOWED("its bindings")
    )
    yield hole, hole, None


def _policy_sources(resource: Resource) -> Iterator[Resource]:
    """The `data.google_iam_policy` that a policy is taken from."""
    written = resource.body.attributes.get("policy_data")
    node = written.value.of if written and isinstance(written.value, ast.GetAttr) else None
    if isinstance(node, ast.Index):
        node = node.of
    match node:
        case ast.GetAttr(of=ast.GetAttr(of=ast.Name(name="data"), name="google_iam_policy"), name=name):
            if ("google_iam_policy", name) in resource.module.folder.data:
                made = resource.module.resources("data", "google_iam_policy", name)
                yield from made if len(made) == 1 else ()
        case _:
            pass


def _policy_document(data: Text, resource: Resource) -> list[_Row] | None:
    """The bindings of a policy that is written as JSON, or encoded; nothing where they are not known."""
    documents = embedded(data) or ()
    bindings = [one.items.get("bindings") for one in documents if isinstance(one, MapValue)]
    if not bindings or not all(isinstance(one, ListValue) and one.more is None for one in bindings):
        return None
    return [
        row
        for listed in bindings
        if isinstance(listed, ListValue)
        for one in listed.items
        if isinstance(one, MapValue)
        for row in _policy_rows(one, resource)
    ]


def _policy_rows(binding: MapValue, resource: Resource) -> Iterator[_Row]:
    written = binding.items.get("role")
    role = as_segment(written) if written is not None else None
    condition = binding.items.get("condition")
    said = condition.items.get("expression") if isinstance(condition, MapValue) else None
    expression = as_text(said) if said is not None else None
    own = None if condition is None else expression or _unknown_condition(resource, binding.at)
    for who in _each_text(binding.items.get("members"), resource):
        yield role or unknown(f"{resource.tag}.role", Reason.NOT_TEXT(), binding.at), who, own


def _condition(part: Part) -> Text | None:
    for condition in part.parts("condition"):
        return condition.text("expression") or _unknown_condition(part, part.head)
    return None


def _unknown_condition(part: Part, at: Span) -> Text:
    return unknown(f"{part.tag}.condition", Reason.NOT_TEXT(), at)


def _target(resource: Resource, base: str) -> Target:
    scope, parents = RESOURCES[base].scope, RESOURCES[base].target or ()
    if base == "google_service_account":
        return _account_target(resource)
    if scope == "project":
        return Target(kind="project", name=resource.project)
    kind = scope if scope in ("folder", "organization") else base
    names = [resource.named(parent) for parent in parents]
    pieces = [piece for name in names for piece in (known("/", resource.head), name)][1:]
    return Target(kind=kind, name=join(pieces, resource.head))


def _account_target(resource: Resource) -> Target:
    name = resource.named("service_account_id")
    email = email_of_name(name)
    if email is None and name.split("@"):
        email = name
    if email is None:
        email = unknown(
            f"{name.key}.email", name.cause or Reason.NOT_WRITTEN("the e-mail of the account"), name.at
        )
    return Target(kind="service_account", name=name, email=email.placed(name.at))
