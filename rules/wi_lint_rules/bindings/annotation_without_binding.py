from collections.abc import Iterator

from wi_lint import (
    NOT_ENOUGH,
    Answer,
    Cluster,
    Finding,
    Found,
    Grant,
    Graph,
    KubernetesAccount,
    Link,
    Match,
    Missing,
    Severity,
    Step,
    Text,
    WorkloadMember,
    compare,
    lets_impersonate,
    provenance,
    rule,
    workload_pool,
)
from wi_lint_rules.shared.identities import wrong_part
from wi_lint_rules.shared.snippets import bind


@rule("WI201", Severity.ERROR, link=Link.BINDING)
def annotation_without_binding(graph: Graph) -> Iterator[Finding]:
    """A Kubernetes service account is annotated with a Google one that does not trust it."""
    for account in graph.every(KubernetesAccount):
        google = account.acts_as
        if google is None:
            continue
        answer = graph.trust.binding(account)
        if isinstance(answer, Found) or _has_weak_role(graph, account, google):
            continue
        nearest = answer.nearest if isinstance(answer, Missing) else None
        yield Finding(
            account,
            google.origin,
            _message(account, google, answer),
            because=(
                *provenance(google, google.origin, "the annotation is put together here"),
                *_because(graph, account, google, nearest),
            ),
            fix=bind(google, _pool(graph, account, google, nearest), _subject(account)),
            doubt=None if isinstance(answer, Missing) else answer,
        )


def _subject(account: KubernetesAccount) -> str:
    return f"{account.namespace}/{account.name}"


def _message(account: KubernetesAccount, google: Text, answer: Answer[Grant]) -> str:
    says = f"{google} does not let {_subject(account)} act as it"
    if not isinstance(answer, Missing):
        return says
    nearest = answer.nearest
    if nearest is None:
        return f"{says}: nothing grants roles/iam.workloadIdentityUser to it"
    member = nearest.member
    if not isinstance(member, WorkloadMember):
        return f"{says}: {nearest.role} is granted to '{nearest.member_text}' instead"
    if lets_impersonate(nearest) is False:
        return f"{says}: {nearest.role} lacks iam.serviceAccounts.getAccessToken"
    if nearest.target.email is not None and compare(nearest.target.email, google) is Match.DIFFERENT:
        return f"{says}: it is {nearest.target.email} that trusts {member.subject}"
    return f"{says}: it trusts {member.subject} instead"


def _because(
    graph: Graph, account: KubernetesAccount, google: Text, nearest: Grant | None
) -> tuple[Step, ...]:
    if nearest is None:
        declared = graph.grants.gsa(google, account.unit)
        return (Step(declared.at, "declared here, with no binding for it"),) if declared else ()
    member = nearest.member
    trusts = "it trusts" if lets_impersonate(nearest) is not False else "the role is given to"
    steps: tuple[Step, ...] = (Step(nearest.member_text.at, f"{trusts} '{nearest.member_text}'"),)
    if isinstance(member, WorkloadMember) and member.namespace is not None:
        wrong = wrong_part(member, account)
        if wrong is not None and wrong.origin.line != nearest.member_text.at.line:
            steps = (*steps, Step(wrong.origin, f"'{wrong}' comes from here"))
    return steps


def _pool(graph: Graph, account: KubernetesAccount, google: Text, nearest: Grant | None) -> str:
    """The workload pool: of the nearest binding, of the only cluster, or of the account's own project."""
    if nearest is not None and isinstance(nearest.member, WorkloadMember):
        project = nearest.member.project
        if project is not None and project.known:
            return workload_pool(project)
    pools = {cluster.own_pool for cluster in graph.every(Cluster)}
    if len(pools) == 1:
        return pools.pop()
    declared = graph.grants.gsa(google, account.unit)
    return workload_pool(declared.project) if declared else "CLUSTER_PROJECT.svc.id.goog"


def _has_weak_role(graph: Graph, account: KubernetesAccount, google: Text) -> bool:
    """Whether it is bound by a role that is not enough, which is reported as such."""
    return any(
        grant.role.known in NOT_ENOUGH
        and grant.target.email is not None
        and compare(grant.target.email, google) is not Match.DIFFERENT
        for grant, _ in graph.grants.to_ksa(account)
    )
