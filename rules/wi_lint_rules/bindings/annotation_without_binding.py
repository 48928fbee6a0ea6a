from collections.abc import Iterator

from wi_lint import (
    NOT_ENOUGH,
    WORKLOAD_IDENTITY_USER,
    Answer,
    Cluster,
    Finding,
    Fix,
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
    email,
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
        if isinstance(answer, Missing) and nearest is None:
            nearest = _of_another(graph, account, google)
        yield Finding(
            account,
            google.origin,
            _message(account, google, answer, nearest),
            because=(
                *provenance(google, google.origin, "the annotation is put together here"),
                *_because(graph, account, google, nearest),
            ),
            fix=_fix(graph, account, google, nearest),
            doubt=None if isinstance(answer, Missing) else answer,
        )


def _subject(account: KubernetesAccount) -> str:
    return f"{account.namespace}/{account.name}"


def _of_another(graph: Graph, account: KubernetesAccount, google: Text) -> Grant | None:
    """The binding of this very account to another Google account of the same project."""
    read = email(google)
    for grant, _ in graph.grants.to_ksa(account):
        other = grant.email
        if read is None or other is None or read.project is None or other.project is None:
            continue
        is_there = compare(read.project, other.project) is Match.SAME
        if is_there and lets_impersonate(grant) and compare(other.text, google) is Match.DIFFERENT:
            return grant
    return None


def _fix(graph: Graph, account: KubernetesAccount, google: Text, nearest: Grant | None) -> Fix:
    """Name the account that trusts this one, or grant the role as it is granted beside."""
    if nearest is not None and isinstance(nearest.member, WorkloadMember) and nearest.email is not None:
        is_other = compare(nearest.email.text, google) is Match.DIFFERENT
        if is_other and nearest.target.email is not None and nearest.target.email.known is not None:
            return Fix(
                f"annotate it with {nearest.target.email}, which trusts it, or grant the role on this one",
                copy=f"iam.gke.io/gcp-service-account: {nearest.target.email}",
            )
    declared = graph.grants.gsa(google, account.unit)
    spoken = next((one.unit.kind for one in (declared, nearest) if one is not None), "terraform")
    owner = next((one for one in graph.grants.on(google) if _owns(one)), None)
    return bind(google, _pool(graph, account, google, nearest), _subject(account), spoken, owner)


def _owns(grant: Grant) -> bool:
    """Whether what writes a grant removes what it does not list of the role."""
    writer = grant.writer.kind
    return writer == "policy" or (writer == "binding" and grant.role.known == WORKLOAD_IDENTITY_USER)


def _message(account: KubernetesAccount, google: Text, answer: Answer[Grant], nearest: Grant | None) -> str:
    says = f"{google} does not let {_subject(account)} act as it"
    if not isinstance(answer, Missing):
        return says
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
