"""What several rules ask: who has an identity, and which grants workloads hold."""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint import (
    Fact,
    GoogleMember,
    Grant,
    Graph,
    KubernetesAccount,
    Match,
    Step,
    Text,
    WorkloadMember,
    WorkloadSet,
    compare,
    trail,
)
from wi_lint_rules.roles import holds

_OPERATORS = frozenset(
    {"cnrm-system", "configconnector-operator-system", "atlantis", "config-management-system"}
)
"""Namespaces of tools that manage a whole project, and so hold project-wide roles rightly."""

OF_OTHER_CLOUDS = frozenset({"eks.amazonaws.com/role-arn", "azure.workload.identity/client-id"})
"""The annotations by which other clouds give accounts an identity."""


def workload_grants(graph: Graph) -> Iterator[tuple[Grant, str, tuple[Step, ...]]]:
    """Project-wide grants to workloads: the grant, who holds it, and what shows that it does."""
    for grant in graph.grants:
        if not grant.target.is_wide or grant.role.known is None or is_of_tests(grant):
            continue
        member = grant.member
        if isinstance(member, WorkloadMember | WorkloadSet):
            if not member.faults and not _is_operator(member.namespace):
                yield grant, _name(member), ()
        elif isinstance(member, GoogleMember) and member.email is not None:
            evidence = graph.workload_of_google(member.email)
            if evidence is None or _is_operator(_namespace(evidence)):
                continue
            if not any(is_covered(grant, other) for other in graph.grants_to(member.email)):
                yield grant, str(member.email), (_step(evidence),)


_TESTS = frozenset({"test", "tests", "testdata", "test-data", "fixtures", "e2e"})


def is_of_tests(fact: Fact) -> bool:
    """Whether a fact stands in a folder of tests, whose projects are thrown away."""
    return not _TESTS.isdisjoint(fact.at.path.split("/")[:-1])


def is_covered(grant: Grant, other: Grant) -> bool:
    """Whether another grant on the same target gives all of a role, and is told instead."""
    one, more = grant.role.known, other.role.known
    same = grant.target.kind == other.target.kind and grant.target.name.key == other.target.name.key
    return same and one is not None and more is not None and other.condition is None and holds(more, one)


def identity(graph: Graph, account: KubernetesAccount) -> Step | None:
    """Where a Kubernetes service account gets its identity from; nothing where it has none."""
    if account.google is not None:
        return Step(account.google.at, f"{account.name} is annotated with this identity")
    for grant, member in graph.grants_to_account(account):
        return Step(grant.member_text.at, f"{member.subject} is granted {grant.role}")
    return None


def wrong_part(member: WorkloadMember, account: KubernetesAccount) -> Text | None:
    """The part of a member, namespace or name, that is not the account's."""
    for part, own in ((member.namespace, account.namespace), (member.account, account.name)):
        if part is not None and compare(part, own) is Match.DIFFERENT:
            return part
    return None


def is_scoped(grant: Grant) -> bool:
    """Whether a condition narrows the grant to some resources, or may do so."""
    condition = grant.condition
    return condition is not None and (condition == "?" or "resource." in condition)


def role_trail(grant: Grant) -> tuple[Step, ...]:
    """From the place where a role is written to the grant of it, where they are apart."""
    return trail(grant.role, grant.role.origin, "it is granted here")


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


def _namespace(evidence: Fact) -> Text | None:
    if isinstance(evidence, KubernetesAccount):
        return evidence.namespace
    if isinstance(evidence, Grant) and isinstance(evidence.member, WorkloadMember):
        return evidence.member.namespace
    return None


def _is_operator(namespace: Text | None) -> bool:
    return namespace is not None and namespace.known in _OPERATORS
