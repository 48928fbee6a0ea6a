from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    FleetMembership,
    Grant,
    Graph,
    Link,
    Match,
    Severity,
    Step,
    WorkloadMember,
    rule,
    same_project,
)


@rule("WI220", Severity.WARNING, link=Link.BINDING)
def fleet_pool_for_gke(graph: Graph) -> Iterator[Finding]:
    """A member is in the pool of a fleet's clusters of elsewhere, and the only cluster here is GKE's."""
    cluster = graph.clusters.only
    if cluster is None or not (cluster.pool or cluster.autopilot) or graph.every(FleetMembership):
        return
    for grant in graph.every(Grant):
        member = grant.member
        if not isinstance(member, WorkloadMember) or member.pool is None or member.faults:
            continue
        project = member.pool.before(".hub.id.goog")
        if project is not None and same_project(project, cluster.project) is Match.SAME:
            yield Finding(
                grant,
                member.pool.origin.one_line,
                f"{member.subject} is named in the pool '{member.pool}', which is for clusters outside of "
                f"Google Cloud, and the only cluster here is GKE's: likely it is to be '{cluster.own_pool}'",
                because=(Step(cluster.at, f"the cluster, whose pool is '{cluster.own_pool}'"),),
                fix=Fix(
                    "name the cluster's own pool",
                    copy=str(grant.member_text).replace(".hub.id.goog", ".svc.id.goog"),
                ),
            )
