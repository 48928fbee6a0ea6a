from collections.abc import Iterator
from itertools import islice, product

from wi_lint import (
    Cluster,
    Finding,
    Fix,
    Found,
    Graph,
    Link,
    Severity,
    Step,
    Workload,
    called,
    rule,
)
from wi_lint_rules.shared.node_modes import OFF, write_on


@rule("WI313", Severity.WARNING, link=Link.MODE)
def identities_on_mixed_pools(graph: Graph) -> Iterator[Finding]:
    """Workloads with an identity may be put on a node pool that hides GKE's metadata server from them."""
    for cluster in graph.every(Cluster):
        pools = graph.clusters.node_pools_of(cluster)
        off = [one for one in pools if one.mode is not None and one.mode.known in OFF and not one.tainted]
        if cluster.autopilot or cluster.pool is None or not off or len(off) == len(pools):
            continue
        for pool, (workload, step) in product(off, islice(_free(graph, cluster), 1)):
            assert pool.mode is not None
            yield Finding(
                pool,
                pool.mode.origin,
                f"{workload.kind} {workload.name} may be put on the node pool {called(pool)}, which is on "
                f"{pool.mode}: there its pods act as the node",
                because=(Step(workload.at, "it asks for no nodes in particular"), step),
                fix=Fix(
                    "use GKE's metadata server, or keep the workload away with a taint or a selector",
                    write_on(pool.mode),
                    "GKE_METADATA",
                ),
            )


def _free(graph: Graph, cluster: Cluster) -> Iterator[tuple[Workload, Step]]:
    """The workloads of the cluster's identities that may be put on any node."""
    for grant, member in graph.clusters.identities_of(cluster):
        answer = graph.ksas.of_member(member, grant.unit)
        for workload in graph.ksas.workloads_of(answer.fact) if isinstance(answer, Found) else ():
            if not workload.picks_nodes and workload.host_network is None:
                yield workload, Step(grant.member_text.at, "its account has an identity")
