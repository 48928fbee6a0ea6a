"""What several rules ask of identities: who has one, and where it comes from."""

from __future__ import annotations

from wi_lint import (
    Found,
    Graph,
    KubernetesAccount,
    Match,
    Step,
    Text,
    Workload,
    WorkloadMember,
    compare,
)


def identity(graph: Graph, account: KubernetesAccount) -> Step | None:
    """Where a Kubernetes service account gets its identity from; nothing where it has none."""
    if account.google is not None:
        return Step(account.google.at, f"{account.name} is annotated with this identity")
    for grant, member in graph.grants.to_ksa(account):
        return Step(grant.member_text.at, f"{member.subject} is granted {grant.role}")
    return None


def identity_of(graph: Graph, workload: Workload) -> Step | None:
    """Where the pods of a workload get their identity from; nothing where they have none for sure."""
    answer = graph.ksas.of(workload)
    return identity(graph, answer.fact) if isinstance(answer, Found) else None


def wrong_part(member: WorkloadMember, account: KubernetesAccount) -> Text | None:
    """The part of a member, namespace or name, that is not the account's."""
    for part, own in ((member.namespace, account.namespace), (member.account, account.name)):
        if part is not None and compare(part, own) is Match.DIFFERENT:
            return part
    return None
