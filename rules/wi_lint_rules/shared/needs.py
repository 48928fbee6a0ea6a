"""Which roles evident needs ask for: data/needs.json names its sources."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pkgutil import get_data

from msgspec import Struct

from wi_lint import (
    Demand,
    Found,
    GoogleMember,
    Grant,
    Graph,
    KubernetesAccount,
    Need,
    Step,
    WorkloadMember,
)
from wi_lint_rules.shared.roles import holds_permission


class Needed(Struct, frozen=True):
    """The `role` that is meant for a need. Any of `roles`, or all of a service's, does as well."""

    role: str
    permission: str
    to: str
    source: str
    roles: frozenset[str] = frozenset()
    service: str = ""

    def is_met(self, grant: Grant) -> bool | None:
        """Whether a grant gives what is needed; nothing where that is not known."""
        role = grant.role.known
        if grant.permissions is not None:
            return self.permission in grant.permissions
        if role is None:
            return None
        if role in self.roles or (self.service and role.startswith(self.service)):
            return True
        return holds_permission(role, self.permission)


@cache
def _needs() -> dict[str, Needed]:
    text = get_data("wi_lint_rules.shared", "data/needs.json") or b""
    return {
        kind: Needed(**{**one, "roles": frozenset(one.get("roles", ()))})
        for kind, one in json.loads(text)["needs"].items()
    }


def needed(kind: str) -> Needed | None:
    """What a need asks for; nothing where that is not known."""
    return _needs().get(kind)


class Use(Struct, frozen=True):
    """What the pods of an identity evidently do, and the role that is meant for it."""

    what: str
    role: str
    to: str
    step: Step


def is_needed(graph: Graph, grant: Grant) -> bool:
    """Whether the very role is meant for what the pods of who holds it evidently do."""
    return any(wanted.role == grant.role.known for _, wanted in _evident(graph, grant))


def evident_use(graph: Graph, grant: Grant) -> Use | None:
    """The use of a service that a role is about, by pods of who holds it; nothing where none is seen."""
    service = (grant.role.known or "").partition(".")[0]
    for need, wanted in _evident(graph, grant):
        if wanted.role.partition(".")[0] == service:
            return Use(need.what, wanted.role, wanted.to, Step(need.at.one_line, "this is what it is for"))
    return None


def _evident(graph: Graph, grant: Grant) -> Iterator[tuple[Need, Needed]]:
    """What the pods of who holds a role evidently do, and what a controller does as it."""
    accounts = _accounts(graph, grant)
    needs = [
        need
        for one in accounts
        for user in graph.ksas.workloads_of(one)
        for need in graph.ksas.needs_of(user)
    ]
    needs += [
        demand.need
        for demand in graph.every(Demand)
        if isinstance(answer := graph.ksas.of_demand(demand), Found) and answer.fact in accounts
    ]
    for need in needs:
        wanted = needed(need.kind)
        if wanted is not None:
            yield need, wanted


def _accounts(graph: Graph, grant: Grant) -> list[KubernetesAccount]:
    """The Kubernetes service accounts whose pods hold a role, by themselves or as a Google account."""
    member = grant.member
    if isinstance(member, GoogleMember) and member.email is not None:
        return graph.grants.annotated_with(member.email)
    if isinstance(member, WorkloadMember) and member.namespace is not None and member.account is not None:
        return graph.ksas.declared(member.namespace, member.account)
    return []
