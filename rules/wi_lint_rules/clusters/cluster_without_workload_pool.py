from collections.abc import Iterator

from wi_lint import (
    Cluster,
    Finding,
    Fix,
    Graph,
    Link,
    Severity,
    Step,
    Undecided,
    called,
    rule,
)


@rule("WI301", Severity.ERROR, link=Link.POOL)
def cluster_without_workload_pool(graph: Graph) -> Iterator[Finding]:
    """Workloads are bound to identities, and their cluster has no workload pool."""
    for cluster in graph.every(Cluster):
        if cluster.autopilot or cluster.pool is not None or graph.clusters.has_rival(cluster):
            continue
        for grant, member in graph.clusters.identities_of(cluster):
            yield Finding(
                cluster,
                cluster.off or cluster.at,
                f"the cluster {called(cluster)} has no workload pool, so {member.subject} gets the "
                "node's service account instead of its identity",
                because=(Step(grant.member_text.at, "this workload is to act as an identity"),),
                fix=enable(cluster),
                doubt=Undecided(cluster.open) if cluster.open else None,
            )
            break


def enable(cluster: Cluster) -> Fix:
    """The block that turns Workload Identity on."""
    return Fix(
        "give the cluster its project's pool; node pools that exist already need GKE_METADATA too",
        copy=f'workload_identity_config {{\n  workload_pool = "{cluster.own_pool}"\n}}',
    )
