"""Which end of a broken link is the slip, and the edit that mends it there.

Evidence decides. A member that names nobody, where one who is nearly called so needs it, is misspelt; an
annotation, where another account trusts who is annotated, and what the annotated one trusts is there.
Nothing is offered where what would be changed is right for somebody else.
"""

from __future__ import annotations

from wi_lint import (
    Cluster,
    Edit,
    Fact,
    Found,
    Grant,
    Graph,
    KubernetesAccount,
    Match,
    Missing,
    Span,
    Stretch,
    Text,
    Unit,
    WorkloadMember,
    amend,
    annotation_faults,
    argument_inside,
    block_of,
    by_name,
    compare,
    distance,
    email,
    exchange,
    in_place,
    is_plain,
    respell,
)
from wi_lint_rules.shared.blocks import pool_of

_Edits = tuple[Edit, ...]


def names_nobody(graph: Graph, grant: Grant) -> bool:
    """Whether a grant's member names a Kubernetes service account that is not there."""
    member = grant.member
    return (
        isinstance(member, WorkloadMember)
        and not member.faults
        and not isinstance(graph.ksas.of_member(member, grant.unit), Found)
    )


def member_edits(graph: Graph, grant: Grant, account: KubernetesAccount) -> _Edits:
    """The edits after which a grant's member, which names nobody, names an account."""
    if not names_nobody(graph, grant) or not _is_evident(graph, grant, account):
        return ()
    return free(graph, part_edits(grant, account), grant)


def module_edits(graph: Graph, grant: Grant, account: KubernetesAccount) -> _Edits:
    """The argument that tells the well-known module for Workload Identity how an account is called, where it
    takes its own name for it.

    Source: terraform-google-modules/kubernetes-engine, modules/workload-identity (`k8s_sa_name`).
    """
    member, block = grant.member, block_of(grant.writer.at)
    if block is None or not isinstance(member, WorkloadMember) or not names_nobody(graph, grant):
        return ()
    is_known = "modules/workload-identity" in block.text and "k8s_sa_name" not in block.text
    is_same = member.namespace is not None and compare(member.namespace, account.namespace) is Match.SAME
    if not is_known or not is_same or not is_plain(account.name.known or "$"):
        return ()
    return argument_inside(grant.writer.at, "k8s_sa_name", f'"{account.name}"')


def _is_evident(graph: Graph, grant: Grant, account: KubernetesAccount) -> bool:
    """Whether a member that names nobody is a slip for an account: called so in another namespace, or nearly.

    One of another name may be declared in files that are not here.
    """
    member = grant.member
    if not isinstance(member, WorkloadMember) or member.account is None:
        return False
    answer = graph.ksas.of_member(member, grant.unit)
    if _is_run_as(graph, member, grant.unit) or _is_idle_beside_pods(graph, account):
        return False  # pods and the member may agree, and the account is the slip
    is_nearest = isinstance(answer, Missing) and answer.nearest is account
    return is_nearest or compare(member.account, account.name) is Match.SAME or _are_alike(member, account)


_SLIPS = 2
"""Most letters in which a name differs from one that it is a slip for."""


def _are_alike(member: WorkloadMember, account: KubernetesAccount) -> bool:
    """Whether a member is in an account's namespace, and nearly called so."""
    written, name = member.account, account.name
    if (
        written is None
        or member.namespace is None
        or compare(member.namespace, account.namespace) is not Match.SAME
    ):
        return False
    short, long = sorted((written.known or "", name.known or ""), key=len)
    return bool(short) and (distance(short, long) <= min(_SLIPS, len(short) - 1) or f"{short}-" in f"{long}-")


def _is_run_as(graph: Graph, member: WorkloadMember, unit: Unit) -> bool:
    """Whether pods of a unit's environment run as the account that a member names."""
    if member.namespace is None or member.account is None:
        return False
    pods = graph.beside.pods_as(member.namespace, member.account)
    return any(not graph.deployments.are_apart(one.unit, unit) for one in pods)


def _is_idle_beside_pods(graph: Graph, account: KubernetesAccount) -> bool:
    """Whether no pod runs as an account, and some are declared with it."""
    return graph.beside.has_pods(account.unit) and not graph.ksas.workloads_of(account)


def part_edits(grant: Grant, account: KubernetesAccount) -> _Edits:
    """The edits of a grant's member alone, whomever else they would change: its namespace, and its name."""
    member = grant.member
    if not isinstance(member, WorkloadMember):
        return ()
    namespace, name = member.namespace, member.account
    if namespace is not None and name is not None and _are_swapped(namespace, name, account):
        return exchange(grant.member_text, namespace, name)
    return _edits(grant.member_text, ((namespace, account.namespace), (name, account.name)))


def _are_swapped(namespace: Text, name: Text, account: KubernetesAccount) -> bool:
    """Whether a member has an account's name where its namespace belongs, and the other way round."""
    crossed = compare(namespace, account.name), compare(name, account.namespace)
    return crossed == (Match.SAME, Match.SAME) and compare(namespace, name) is Match.DIFFERENT


def _is_idle(graph: Graph, grant: Grant) -> bool:
    """Whether who a grant names is there, and is annotated with nothing."""
    member = grant.member
    answer = graph.ksas.of_member(member, grant.unit) if isinstance(member, WorkloadMember) else None
    return isinstance(answer, Found) and answer.fact.google is None


def account_edits(graph: Graph, account: KubernetesAccount, grant: Grant) -> _Edits:
    """The edits after which an account is called as a grant's member calls it: where that member is right for
    others too, where pods agree with it, or where a command annotates an account that nothing makes.
    """
    member = grant.member
    if not isinstance(member, WorkloadMember) or member.namespace is None or member.account is None:
        return ()
    is_pattern = (
        names_nobody(graph, grant)
        and not part_edits(grant, account)
        and graph.reliance.on(grant.member_text.at, grant)
        and all(one.namespace.origin == account.namespace.origin for one in graph.ksas.workloads_of(account))
    )
    is_astray = account.by_command and _is_idle(graph, grant)
    is_outvoted = (
        names_nobody(graph, grant)
        and _is_run_as(graph, member, account.unit)
        and not graph.ksas.workloads_of(account)
    )
    if not (is_pattern or is_astray or is_outvoted):
        return ()
    made: _Edits = ()
    for own, right in ((account.namespace, member.namespace), (account.name, member.account)):
        if compare(own, right) is not Match.SAME:
            edits = respell(own, right.known)
            if not edits or len(own.parts) > 1:  # a part of it may be the name of an environment
                return ()
            if is_outvoted and not _stands_alone(edits[0].at):
                return ()  # what else calls it so, as a role binding does, would not follow
            made += edits
    return free(graph, made, account)


_WHOLE_FILE = 20_000
"""Characters of a file in which a name is looked for: in a longer one it may stand anywhere."""


def _stands_alone(at: Span) -> bool:
    """Whether nothing else in its file is called as what stands at a place."""
    text = at.source.text
    return len(text) <= _WHOLE_FILE and text.count(at.text) == 1


def annotation_edits(graph: Graph, account: KubernetesAccount, grant: Grant) -> _Edits:
    """The edits after which an account is annotated with the Google one that a grant is on."""
    google, right = account.google, grant.target.email
    if google is None or right is None or annotation_faults(right):
        return ()
    whole = by_name(Stretch(google, google), Stretch(right, right), "email")
    if whole:
        return free(graph, whole, account)
    written, better = email(google), email(right)
    if written is None or better is None:
        return ()
    pairs = ((written.account_id, better.account_id), (written.project, better.project))
    return free(graph, _edits(google, pairs, right), account)


def role_edits(graph: Graph, grant: Grant, role: str) -> _Edits:
    """The edit after which a grant is of another role, where nobody else has it by what is written there.

    Nothing where the member holds that role beside: the other one is meant for something else.
    """
    edits = respell(grant.role, role)
    if any(graph.reliance.on_role(edit.at, grant) for edit in edits):
        return ()
    beside = graph.grants.on(grant.target.email) if grant.target.email is not None else []
    holds = any(
        one.role.known == role and compare(one.member_text, grant.member_text) is Match.SAME for one in beside
    )
    return edits if not holds else ()


def pool_edits(graph: Graph, grant: Grant, project: Text, cluster: Cluster) -> _Edits:
    """The edits after which a grant's member names the pool of a cluster.

    Of one that is declared beside it, by its attribute, which makes Terraform wait for it. What names a
    Google service account as well stays: then the project is written out in the member.
    """
    right = cluster.project
    wrong = Stretch(grant.member_text, project)
    whole = _by_cluster(wrong, cluster)
    if whole:
        return whole
    edits = amend(wrong, Stretch(right, right))
    if edits and not any(graph.reliance.of_account(edit.at) for edit in edits):
        return edits
    return in_place(wrong, right.known) if right.known is not None else ()


def _by_cluster(wrong: Stretch, cluster: Cluster) -> _Edits:
    """The edit that takes the pool from a cluster of the same module."""
    at = wrong.whole.at
    reference = pool_of(cluster, at)
    made = in_place(wrong, reference) if reference is not None else ()
    if reference is None or not made:
        return ()
    behind = Span(at.source, made[0].at.end, made[0].at.end + len(_HOST))
    return (Edit(Span(at.source, made[0].at.start, behind.end), reference),) if behind.text == _HOST else ()


_HOST = ".svc.id.goog"


def _edits(
    whole: Text, pairs: tuple[tuple[Text | None, Text | None], ...], right: Text | None = None
) -> _Edits:
    """The edits of the parts of a text that differ; nothing where one of them cannot be mended."""
    made: _Edits = ()
    for part, own in pairs:
        if part is None or own is None:
            return ()
        if compare(part, own) is Match.SAME:
            continue
        edits = amend(Stretch(whole, part), Stretch(right or own, own))
        if not edits:
            return ()
        made += edits
    return made


def free(graph: Graph, edits: _Edits, of: Fact) -> _Edits:
    """Edits, where nobody else is right by what they change, and no Google account is called by it."""
    used = any(graph.reliance.on(edit.at, of) or graph.reliance.of_account(edit.at) for edit in edits)
    return edits if not used else ()
