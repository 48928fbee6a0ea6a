from collections.abc import Iterator

from wi_lint import Cluster, Finding, Fix, Graph, Link, NodePool, Severity, Step, called, rule
from wi_lint_rules.shared.node_modes import OFF, write_on

_SIBLINGS = 2
"""Node pools with GKE's metadata server that show that one without is none on purpose."""


@rule("WI320", Severity.WARNING, link=Link.MODE)
def node_pool_unlike_its_siblings(graph: Graph) -> Iterator[Finding]:
    """A node pool hides GKE's metadata server from its pods, unlike the others of its cluster."""
    for cluster in graph.every(Cluster):
        if cluster.autopilot or cluster.pool is None:
            continue
        if next(graph.clusters.identities_of(cluster), None) is not None:
            continue  # WI304 and WI313 tell which workloads it concerns
        pools = graph.clusters.node_pools_of(cluster)
        on = [one for one in pools if one.mode is not None and one.mode.known == "GKE_METADATA"]
        off = [one for one in pools if one.mode is not None and one.mode.known in OFF and not one.tainted]
        if len(off) == 1 and len(on) >= _SIBLINGS:
            yield _finding(off[0], on)


def _finding(pool: NodePool, siblings: list[NodePool]) -> Finding:
    assert pool.mode is not None
    return Finding(
        pool,
        pool.mode.origin,
        f"the node pool {called(pool)} is on {pool.mode}, while {len(siblings)} others of its cluster are on "
        "GKE_METADATA: likely a slip, and whatever pods are put there act as the node",
        because=tuple(Step(one.mode.at, f"that of {called(one)}") for one in siblings[:2] if one.mode),
        fix=Fix("use GKE's metadata server", write_on(pool.mode), "GKE_METADATA"),
    )
