from collections.abc import Iterator

from wi_lint import (
    Cluster,
    Finding,
    Fix,
    Graph,
    Link,
    Match,
    NodePool,
    Severity,
    Step,
    called,
    compare,
    rule,
)


@rule("WI308", Severity.WARNING, link=Link.MODE)
def pools_before_the_switch(graph: Graph) -> Iterator[Finding]:
    """A cluster that was there already is given a workload pool, and its node pools are left as they are."""
    for cluster in graph.every(Cluster):
        if cluster.switched is None or any(_is_ready(pool, cluster) for pool in graph.every(NodePool)):
            continue
        bound = next(iter(graph.clusters.identities_of(cluster)), None)
        if bound is None:
            continue
        grant, member = bound
        yield Finding(
            cluster,
            cluster.switched,
            f"the cluster {called(cluster)} gets its workload pool here, and the node pools that it has "
            f"already keep the node's metadata server: pods of {member.subject} likely act as the node",
            because=(Step(grant.member_text.at, "this workload is to act as an identity"),),
            fix=Fix(
                "update each node pool that is there already",
                copy=(
                    f"gcloud container node-pools update POOL --cluster {cluster.name} \\\n"
                    "  --workload-metadata=GKE_METADATA"
                ),
            ),
        )


def _is_ready(pool: NodePool, cluster: Cluster) -> bool:
    """Whether a node pool of the cluster is made behind the switch, or updated."""
    if pool.unit != cluster.unit or compare(pool.cluster, cluster.name) is Match.DIFFERENT:
        return False
    return pool.is_new or pool.mode is None or pool.mode.known in (None, "GKE_METADATA")
