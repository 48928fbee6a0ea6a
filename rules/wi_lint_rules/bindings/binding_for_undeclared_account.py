from collections.abc import Iterator

from wi_lint import (
    Fact,
    Finding,
    Grant,
    Graph,
    KubernetesAccount,
    Link,
    Severity,
    Step,
    SwitchedOff,
    Unseen,
    WorkloadMember,
    lets_impersonate,
    rule,
)


@rule("WI204", Severity.NOTE, link=Link.BINDING)
def binding_for_undeclared_account(graph: Graph) -> Iterator[Finding]:
    """A binding names a Kubernetes service account that its namespace, declared here, lacks."""
    for grant in graph.every(Grant):
        member = grant.member
        if not isinstance(member, WorkloadMember) or member.faults or not lets_impersonate(grant):
            continue
        if member.namespace is None or member.namespace.known in (None, "default"):
            continue
        if not isinstance(graph.ksas.of_member(member, grant.unit), Unseen):
            continue
        near_by = (one for one in graph.ksas.in_namespace(member.namespace) if _is_near(graph, grant, one))
        other = next(near_by, None)
        if other is not None and not _is_switched_off(graph, grant, str(member.account)):
            yield Finding(
                grant,
                grant.member_text.at,
                f"{member.subject} may act as {grant.target.email}, and is not declared here",
                because=(Step(other.at, f"the namespace '{member.namespace}' has other accounts"),),
                doubt=graph.heuristics.made_by_google(member.namespace),
            )


def _is_switched_off(graph: Graph, grant: Grant, name: str) -> bool:
    """Whether the account is declared, for other values than those that are here."""
    return any(one.unit == grant.unit and name in one.words for one in graph.every(SwitchedOff))


def _is_near(graph: Graph, grant: Grant, other: Fact) -> bool:
    """Whether an account is of the same cluster, as far as its place and its annotations tell."""
    foreign = isinstance(other, KubernetesAccount) and graph.heuristics.of_other_cloud(other) is not None
    top = "" in (grant.unit.folder, other.unit.folder)
    return not foreign and (top or graph.grants.are_beside(grant.unit, other.unit))
