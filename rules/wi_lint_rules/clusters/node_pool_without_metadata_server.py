from collections.abc import Iterator

from wi_lint import (
    Cluster,
    Finding,
    Fix,
    Found,
    Graph,
    Link,
    NodePool,
    Severity,
    Step,
    called,
    rule,
)
from wi_lint_rules.shared.node_modes import OFF, write_on


@rule("WI304", Severity.ERROR, link=Link.MODE)
def node_pool_without_metadata_server(graph: Graph) -> Iterator[Finding]:
    """Workloads with an identity run on a node pool that hides GKE's metadata server from them."""
    for cluster in graph.every(Cluster):
        if cluster.autopilot or cluster.pool is None:
            continue
        pools = graph.clusters.node_pools_of(cluster)
        off = [pool for pool in pools if pool.mode is not None and pool.mode.known in OFF]
        for pool in off:
            reason = _pinned(graph, pool) or (_bound(graph, cluster) if len(off) == len(pools) else None)
            if reason is None or pool.mode is None:
                continue
            yield Finding(
                pool,
                pool.mode.origin,
                f"the node pool {called(pool)} is on {pool.mode}, so its pods act as the node's "
                "service account and not as themselves",
                because=(reason,),
                fix=Fix(
                    "use GKE's metadata server",
                    write_on(pool.mode),
                    "GKE_METADATA",
                ),
            )


def _pinned(graph: Graph, pool: NodePool) -> Step | None:
    """A workload with an identity that is pinned to the pool."""
    for workload in graph.clusters.workloads_on(pool):
        answer = graph.ksas.of(workload)
        if not isinstance(answer, Found):
            continue
        account = answer.fact
        if account.google is not None or graph.grants.to_ksa(account):
            says = f"{workload.kind} {workload.name}, with the identity of {account.name}, is pinned to it"
            wanted = workload.node_pool or next(iter(workload.node_labels.values()))
            return Step(wanted.at, says)
    return None


def _bound(graph: Graph, cluster: Cluster) -> Step | None:
    """A binding of the cluster's pool, where no other node pool could run the workload."""
    for grant, member in graph.clusters.identities_of(cluster):
        return Step(grant.member_text.at, f"{member.subject} has no other node pool to run on")
    return None
