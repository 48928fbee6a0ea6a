from collections.abc import Iterator

from wi_lint import (
    Cluster,
    Finding,
    Fix,
    Grant,
    Graph,
    Link,
    Match,
    Severity,
    Step,
    Unit,
    WorkloadMember,
    called,
    rule,
    same_project,
)


@rule("WI311", Severity.WARNING, link=Link.POOL)
def binding_before_its_pool(graph: Graph) -> Iterator[Finding]:
    """A binding may be made before the cluster that makes its workload pool."""
    reported: set[Unit] = set()
    for grant in graph.every(Grant):
        if grant.waits or grant.unit in reported or not isinstance(grant.member, WorkloadMember):
            continue
        cluster = _maker(graph, grant, grant.member)
        if cluster is not None:
            reported.add(grant.unit)
            yield Finding(
                grant,
                grant.member_text.at,
                f"nothing makes Terraform wait for the cluster {called(cluster)}, whose pool this "
                "member is in: where the project has no pool yet, the first apply likely fails",
                because=(Step(cluster.at, "the pool is made with this cluster"),),
                fix=Fix(
                    "take the pool from the cluster, or wait for it",
                    copy=f"depends_on = [{cluster.address}]",
                ),
            )


def _maker(graph: Graph, grant: Grant, member: WorkloadMember) -> Cluster | None:
    """The cluster of the same root module that makes the pool of a member."""
    if member.faults or member.project is None:
        return None
    for cluster in graph.clusters.maybe_in(member.project, grant.unit):
        makes = (cluster.pool is not None or cluster.autopilot) and not cluster.address.startswith("data.")
        if makes and same_project(cluster.project, member.project) is Match.SAME:
            return cluster
    return None
