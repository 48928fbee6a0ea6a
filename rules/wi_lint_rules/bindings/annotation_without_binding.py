from collections.abc import Iterator

from wi_lint import (
    NOT_ENOUGH,
    WORKLOAD_IDENTITY_USER,
    Answer,
    Cluster,
    Edit,
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
from wi_lint_rules.shared.additions import add_member, binding_edits
from wi_lint_rules.shared.ends import (
    account_edits,
    annotation_edits,
    member_edits,
    module_edits,
    names_nobody,
    role_edits,
)
from wi_lint_rules.shared.identities import wrong_part
from wi_lint_rules.shared.siblings import binding_as_sibling
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
    """Mend the end that is the slip, or grant the role as it is granted beside."""
    slip = _slip(graph, account, google, nearest)
    if slip is not None:
        return slip
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
    pool = _pool(graph, account, google, nearest)
    if owner is not None:
        return add_member(graph, owner, account, pool)
    made, edits = binding_as_sibling(graph, account, google) if nearest is None else ("", ())
    if edits:
        return Fix("add the binding that the accounts beside it have", edits, made)
    made, edits = binding_edits(graph, account, google, pool)
    is_slip = nearest is not None and names_nobody(graph, nearest)  # which would stay open beside the new one
    if edits and not is_slip:
        return Fix("grant the role to this member", edits, made)
    return bind(google, pool, _subject(account), spoken)


def _slip(graph: Graph, account: KubernetesAccount, google: Text, nearest: Grant | None) -> Fix | None:
    """The edit of the member that was to name the account, or of the annotation; the likelier one."""
    if nearest is None or nearest.target.email is None:
        return None
    if lets_impersonate(nearest) is False and not names_nobody(graph, nearest):
        return _role(graph, account, nearest)
    if compare(nearest.target.email, google) is not Match.DIFFERENT:
        edits = member_edits(graph, nearest, account)
        if edits:
            return Fix(f"{_says(edits)}, so that the member names {_subject(account)}", edits)
        told = module_edits(graph, nearest, account)
        if told:
            return Fix(
                f"tell the module that the account is called {account.name}", told, told[0].text.strip()
            )
        moved = account_edits(graph, account, nearest)
        if moved:
            says = f"{_says(moved)}, so that the account is the one that {google} trusts"
            return Fix(says, moved)
        if names_nobody(graph, nearest):
            return None
        other = _of_another(graph, account, google)  # what the account trusts is right
        return _annotation(graph, account, other) if other is not None else None
    return _annotation(graph, account, nearest)


def _role(graph: Graph, account: KubernetesAccount, weak: Grant) -> Fix | None:
    """The role that gives tokens, where the account itself holds another one on what it is to act as."""
    held = {id(grant) for grant, _ in graph.grants.to_ksa(account)}
    edits = role_edits(graph, weak, WORKLOAD_IDENTITY_USER) if id(weak) in held else ()
    if not edits:
        return None
    return Fix("grant the role that gives tokens", edits, WORKLOAD_IDENTITY_USER)


def _annotation(graph: Graph, account: KubernetesAccount, bound: Grant) -> Fix | None:
    edits = annotation_edits(graph, account, bound)
    if not edits:
        return None
    says = f"{_says(edits)}, so that it is annotated with {bound.target.email}, which trusts it"
    return Fix(says, edits, f"iam.gke.io/gcp-service-account: {bound.target.email}")


def _says(edits: tuple[Edit, ...]) -> str:
    """What is to be written where."""
    return ", and ".join(f"write '{edit.text}' for '{edit.at.text}'" for edit in edits)


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
    known = graph.beside.projects
    if known and (declared is None or declared.project.known not in known):
        # accounts and clusters are kept in different projects here
        return workload_pool(*known.values()) if len(known) == 1 else "CLUSTER_PROJECT.svc.id.goog"
    return workload_pool(declared.project) if declared else "CLUSTER_PROJECT.svc.id.goog"


def _has_weak_role(graph: Graph, account: KubernetesAccount, google: Text) -> bool:
    """Whether it is bound by a role that is not enough, which is reported as such."""
    return any(
        grant.role.known in NOT_ENOUGH
        and grant.target.email is not None
        and compare(grant.target.email, google) is not Match.DIFFERENT
        for grant, _ in graph.grants.to_ksa(account)
    )
