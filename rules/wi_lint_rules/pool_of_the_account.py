from collections.abc import Iterator

from wi_lint import (
    Cluster,
    Finding,
    Fix,
    Found,
    Grant,
    Graph,
    Match,
    Severity,
    Step,
    WorkloadMember,
    compare,
    rule,
    trail,
)


@rule("WI212", Severity.WARNING)
def pool_of_the_account(graph: Graph) -> Iterator[Finding]:
    """A member names the pool of the Google service account's project, and the cluster is in another one."""
    cluster = graph.only_cluster
    if cluster is None or cluster.project.known is None:
        return
    for grant in graph.grants:
        member = grant.member
        if not isinstance(member, WorkloadMember) or member.faults or member.project is None:
            continue
        if _is_suspect(graph, grant, member, cluster):
            yield _finding(graph, grant, member, cluster)


def _is_suspect(graph: Graph, grant: Grant, member: WorkloadMember, cluster: Cluster) -> bool:
    project, own = member.project, grant.email.project if grant.email else None
    if project is None or project.known is None or own is None:
        return False
    if compare(project, own) is not Match.SAME or project.known == cluster.project.known:
        return False
    if graph.told.allows_pool(project.known) or graph.fleet_memberships:
        return False
    return isinstance(graph.account_of_member(member, grant.unit), Found)


def _finding(graph: Graph, grant: Grant, member: WorkloadMember, cluster: Cluster) -> Finding:
    project = member.project
    assert project is not None
    account = graph.account_of_member(member, grant.unit)
    declared = (Step(account.fact.at, "the account is declared here"),) if isinstance(account, Found) else ()
    return Finding(
        grant,
        project.origin,
        f"{member.subject} is named in the pool of '{project}', where the Google service account is, "
        f"and the only cluster here is in '{cluster.project}': likely the pool is to be the cluster's",
        because=(
            *trail(project, project.origin, "the member is put together here"),
            *declared,
            Step(cluster.at, f"the cluster, whose pool is '{cluster.project}.svc.id.goog'"),
        ),
        fix=Fix(
            "name the cluster's pool",
            copy=f"serviceAccount:{cluster.project}.svc.id.goog[{member.subject}]",
        ),
    )
