from collections.abc import Iterator

from wi_lint import (
    Cluster,
    Finding,
    Fix,
    Grant,
    Graph,
    KubernetesAccount,
    Link,
    Missing,
    Severity,
    Step,
    WorkloadMember,
    provenance,
    rule,
)
from wi_lint_rules.shared.ends import member_edits
from wi_lint_rules.shared.identities import wrong_part


@rule("WI203", Severity.ERROR, link=Link.BINDING)
def binding_for_misnamed_account(graph: Graph) -> Iterator[Finding]:
    """A role is given to a Kubernetes service account that is not declared, but nearly is."""
    for grant in graph.every(Grant):
        member = grant.member
        if not isinstance(member, WorkloadMember) or member.faults or member.namespace is None:
            continue
        if _is_of_elsewhere(graph, member):
            continue
        answer = graph.ksas.of_member(member, grant.unit)
        if not isinstance(answer, Missing) or answer.nearest is None:
            continue
        meant = answer.nearest
        if not _is_meant(graph, grant, meant):
            continue
        wrong = wrong_part(member, meant)
        at = wrong.origin if wrong is not None else grant.member_text.at
        yield Finding(
            grant,
            at,
            f"{grant.role} is given to {member.subject}, which is not declared: "
            f"did you mean {meant.namespace}/{meant.name}?",
            because=(
                *provenance(grant.member_text, at, "the member is put together here"),
                Step(meant.at, f"this account is declared, and {_granted(graph, meant)}"),
            ),
            fix=Fix(
                "name the account that is declared", member_edits(graph, grant, meant), _mended(member, meant)
            ),
            doubt=graph.heuristics.made_by_google(member.namespace),
        )


def _is_of_elsewhere(graph: Graph, member: WorkloadMember) -> bool:
    """Whether a member is surely of another pool than those of the clusters here."""
    project = member.project
    if project is None or project.known is None or not graph.every(Cluster):
        return False
    return next(graph.clusters.maybe_in(project), None) is None


def _is_meant(graph: Graph, grant: Grant, account: KubernetesAccount) -> bool:
    """Whether the near account lacks an identity of its own, or has it from like grants, and lives beside."""
    if account.google is not None:
        return False  # an annotation that disagrees is reported at the annotation
    held = graph.grants.to_ksa(account)
    if held and not (_is_direct(grant) and all(_is_direct(other) for other, _ in held)):
        return False
    return graph.grants.are_beside(grant.unit, account.unit)


def _granted(graph: Graph, account: KubernetesAccount) -> str:
    return "has its other roles" if graph.grants.to_ksa(account) else "nothing is granted to it"


def _is_direct(grant: Grant) -> bool:
    """Whether a role is given to a Kubernetes service account itself: it has one grant for each resource."""
    member = grant.member
    return isinstance(member, WorkloadMember) and member.direct and grant.target.email is None


def _mended(member: WorkloadMember, account: KubernetesAccount) -> str:
    if member.direct:
        return f"subject/ns/{account.namespace}/sa/{account.name}"
    return f"serviceAccount:{member.pool}[{account.namespace}/{account.name}]"
