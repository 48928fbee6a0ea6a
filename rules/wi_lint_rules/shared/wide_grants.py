"""The roles that workloads hold on whole projects, and how rules tell of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from wi_lint import (
    Fact,
    GoogleMember,
    Grant,
    Graph,
    KubernetesAccount,
    Step,
    WorkloadMember,
    WorkloadSet,
    provenance,
)
from wi_lint_rules.shared.roles import holding


def workload_grants(graph: Graph) -> Iterator[tuple[Grant, str, tuple[Step, ...]]]:
    """Project-wide grants to workloads: the grant, who holds it, and what shows that it does.

    A role that a broader one of the same holder gives already is left out.
    """
    wide = [one for one in graph.every(Grant) if one.target.is_wide and _is_role(one)]
    held = _by_holder(wide)
    for grant in wide:
        beside = held[_held(grant)]
        if not beside.isdisjoint(holding(grant.role.known or "")):
            continue
        yield from _to_workload(graph, grant)


def _is_role(grant: Grant) -> bool:
    """Whether it is known what a role gives: by its name, or as a custom one."""
    return grant.role.known is not None or grant.permissions is not None


def _by_holder(grants: list[Grant]) -> dict[object, set[str]]:
    """The roles that each holder has on each target, whatever the conditions are."""
    found: dict[object, set[str]] = defaultdict(set)
    for grant in grants:
        if grant.role.known is not None and grant.condition is None:
            found[_held(grant)].add(grant.role.known)
    return found


def _held(grant: Grant) -> object:
    """Who holds a grant, and on what."""
    return grant.unit, grant.member_text.key, grant.target.kind, grant.target.name.key


def _to_workload(graph: Graph, grant: Grant) -> Iterator[tuple[Grant, str, tuple[Step, ...]]]:
    """The grant, where it is to workloads, by themselves or as a Google service account."""
    member = grant.member
    if isinstance(member, WorkloadMember | WorkloadSet):
        if not member.faults:
            yield grant, _name(member), ()
    elif isinstance(member, GoogleMember) and member.email is not None:
        evidence = graph.grants.workload_of(member.email)
        if evidence is not None:
            yield grant, str(member.email), (_step(evidence),)


def is_scoped(grant: Grant) -> bool:
    """Whether a condition narrows the grant to some resources, or may do so."""
    condition = grant.condition
    return condition is not None and (condition.known is None or "resource." in condition.known)


def role_trail(grant: Grant) -> tuple[Step, ...]:
    """From the place where a role is written to the grant of it, where they are apart."""
    return provenance(grant.role, grant.role.origin, "it is granted here")


def scope_name(grant: Grant) -> str:
    """`the project 'acme'`, for people."""
    return f"the {grant.target.kind} '{grant.target.name}'"


def _name(member: WorkloadMember | WorkloadSet) -> str:
    if isinstance(member, WorkloadMember):
        return f"the Kubernetes service account {member.subject}"
    return f"every workload of the {member.scope}"


def _step(evidence: Fact) -> Step:
    if isinstance(evidence, KubernetesAccount):
        at = evidence.google.at if evidence.google is not None else evidence.at
        return Step(at, f"the pods of {evidence.namespace}/{evidence.name} act as it")
    assert isinstance(evidence, Grant)
    assert isinstance(evidence.member, WorkloadMember)
    return Step(evidence.member_text.at, f"{evidence.member.subject} may act as it")
