from collections.abc import Iterator

from wi_lint import Cluster, Finding, Graph, Link, Severity, Step, Text, called, rule
from wi_lint_rules.clusters.cluster_unlike_its_siblings import bare
from wi_lint_rules.clusters.cluster_without_workload_pool import enable

_ON = "GKE_METADATA"


@rule("WI321", Severity.WARNING, link=Link.POOL)
def metadata_server_without_pool(graph: Graph) -> Iterator[Finding]:
    """A node pool asks for GKE's metadata server, and its cluster has no workload pool."""
    alone = {one for clusters in graph.clusters.by_unit.values() for one in bare(clusters)}
    for cluster in graph.every(Cluster):
        if cluster.autopilot or cluster.pool is not None or cluster.open or cluster in alone:
            continue
        mode = asked_for(graph, cluster)
        if mode is None or _is_told_of(graph, cluster):
            continue
        yield Finding(
            cluster,
            cluster.off or cluster.at,
            f"the cluster {called(cluster)} has no workload pool, and its nodes ask for {mode}, which "
            "takes one: likely it lacks here",
            because=(Step(mode.at, "its nodes are to use GKE's metadata server"),),
            fix=enable(graph, cluster),
        )


def asked_for(graph: Graph, cluster: Cluster) -> Text | None:
    """The mode of a node pool of a cluster that is written, and there for Workload Identity alone."""
    modes = (pool.mode for pool in graph.clusters.node_pools_of(cluster) if pool.mode is not None)
    return next((mode for mode in modes if mode.known == _ON and _ON in mode.origin.text), None)


def _is_told_of(graph: Graph, cluster: Cluster) -> bool:
    """Whether WI301 tells of the cluster, with the identity that is lost."""
    bound = next(graph.clusters.identities_of(cluster), None)
    return bound is not None and not graph.clusters.has_rival(cluster)
