from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from wi_lint import Cluster, Finding, Graph, Link, Severity, Step, called, rule
from wi_lint_rules.clusters.cluster_without_workload_pool import enable

_SIBLINGS = 2
"""Clusters with a pool that show that one without is none on purpose."""


@rule("WI319", Severity.WARNING, link=Link.POOL)
def cluster_unlike_its_siblings(graph: Graph) -> Iterator[Finding]:
    """A Standard cluster has no workload pool, unlike those that are declared beside it."""
    for clusters in (*graph.clusters.by_unit.values(), *_of_environments(graph)):
        siblings = ready(clusters)
        for cluster in bare(clusters):
            if _is_told_of(graph, cluster):
                continue
            yield Finding(
                cluster,
                cluster.at,
                f"the cluster {called(cluster)} has no workload pool, while {len(siblings)} others beside "
                "it have one: likely it lacks here, and its pods share the node's service account",
                because=tuple(
                    Step(one.pool.at, f"that of {called(one)}") for one in siblings[:2] if one.pool
                ),
                fix=enable(graph, cluster),
            )


def _of_environments(graph: Graph) -> Iterator[list[Cluster]]:
    """The clusters of one name that are declared for several environments, each in its file or folder."""
    found: dict[tuple[str, str, tuple[str, ...]], list[Cluster]] = defaultdict(list)
    for cluster in graph.every(Cluster):
        folder, _, file = cluster.at.path.rpartition("/")
        by_file = folder, file.rpartition(".")[2], cluster.name.key
        by_folder = folder.rpartition("/")[0], f"{folder.count('/')}/{file}", cluster.name.key
        if cluster.name.known is not None:
            found[by_file].append(cluster)
            found[by_folder].append(cluster)
    for clusters in found.values():
        if len({one.unit for one in clusters}) == len(clusters) and all(
            graph.deployments.are_apart(one.unit, other.unit) for one, other in pairwise(clusters)
        ):
            yield clusters


def _is_told_of(graph: Graph, cluster: Cluster) -> bool:
    """Whether WI301 says whom it concerns, or its nodes are told to have no metadata server."""
    pools = graph.clusters.node_pools_of(cluster)
    on_purpose = any(one.is_default and one.mode is not None for one in pools)
    return on_purpose or next(graph.clusters.identities_of(cluster), None) is not None


def ready(clusters: list[Cluster]) -> list[Cluster]:
    """Those that have a workload pool, as it is written."""
    return [one for one in clusters if one.pool is not None]


def bare(clusters: list[Cluster]) -> list[Cluster]:
    """The one that lacks it, where enough others have it; nothing of several, which are a habit."""
    found = [one for one in clusters if not (one.pool or one.autopilot or one.off or one.open)]
    return found if len(found) == 1 and len(ready(clusters)) >= _SIBLINGS else []
