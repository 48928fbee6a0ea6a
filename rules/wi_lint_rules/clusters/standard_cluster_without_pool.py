from collections.abc import Iterator

from wi_lint import (
    Cluster,
    Finding,
    Graph,
    Link,
    Severity,
    called,
    rule,
)
from wi_lint_rules.clusters.cluster_unlike_its_siblings import bare
from wi_lint_rules.clusters.cluster_without_workload_pool import enable
from wi_lint_rules.clusters.metadata_server_without_pool import asked_for


@rule("WI302", Severity.NOTE, link=Link.POOL)
def standard_cluster_without_pool(graph: Graph) -> Iterator[Finding]:
    """A Standard cluster has no workload pool: its pods all act as their node."""
    alone = {one for clusters in graph.clusters.by_unit.values() for one in bare(clusters)}
    for cluster in graph.every(Cluster):
        if cluster in alone:
            continue  # WI319 tells of it
        is_off = cluster.off is not None and not cluster.empty
        if cluster.autopilot or cluster.pool is not None or is_off or cluster.open:
            continue
        if asked_for(graph, cluster) is not None:
            continue  # WI321 tells of it
        bound = next(graph.clusters.identities_of(cluster), None)
        if bound is not None and not graph.clusters.has_rival(cluster):
            continue
        yield Finding(
            cluster,
            cluster.at,
            f"the cluster {called(cluster)} has no workload pool: its pods share the node's service account",
            fix=enable(graph, cluster),
        )
