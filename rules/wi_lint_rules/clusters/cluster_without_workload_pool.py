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
    """What turns Workload Identity on, in the language that the cluster is written in."""
    written = {
        "terraform": f'workload_identity_config {{\n  workload_pool = "{cluster.own_pool}"\n}}',
        "script": f"--workload-pool={cluster.own_pool}",
        "document": f"--workload-pool={cluster.own_pool}",
    }
    return Fix(
        "give the cluster its project's pool; node pools that exist already need GKE_METADATA too",
        copy=written.get(cluster.unit.kind, f"workloadIdentityConfig:\n  workloadPool: {cluster.own_pool}"),
    )
