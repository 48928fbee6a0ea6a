import re
from collections import defaultdict
from collections.abc import Iterator

from wi_lint import (
    Cluster,
    Finding,
    Fix,
    Graph,
    Severity,
    Step,
    rule,
)

_ENVIRONMENT = re.compile(
    r"(?:^|[-_./])(dev|develop|development|test|testing|qa|stage|staging|uat|preprod|prod|production|live)(?:$|[-_./])"
)
_PROJECT = re.compile(r"[a-z0-9.:-]+")
"""A project's name, and no placeholder for one."""
_SAME = {
    "develop": "dev", "development": "dev", "testing": "test", "staging": "stage", "production": "prod",
    "live": "prod",
}  # fmt: skip


@rule("WI703", Severity.NOTE)
def one_pool_for_several_environments(graph: Graph) -> Iterator[Finding]:
    """Clusters of different environments share a workload pool, and so the identities of their workloads."""
    pools: dict[tuple[str, ...], list[Cluster]] = defaultdict(list)
    for cluster in graph.every(Cluster):
        if cluster.pool is not None and _PROJECT.fullmatch(cluster.project.known or ""):
            pools[cluster.project.key].append(cluster)
    for clusters in pools.values():
        environments: dict[str, Cluster] = {}
        for cluster in clusters:
            environment = _environment(cluster)
            if environment is not None:
                environments.setdefault(environment, cluster)
        if len(environments) > 1 and next(graph.clusters.identities_of(clusters[0]), None) is not None:
            first, second, *_ = environments.values()
            yield _finding(first, second)


def _environment(cluster: Cluster) -> str | None:
    found = _ENVIRONMENT.search(cluster.name.known or "")
    return _SAME.get(found[1], found[1]) if found is not None else None


def _finding(first: Cluster, second: Cluster) -> Finding:
    return Finding(
        second,
        second.at,
        f"the clusters {first.name} and {second.name} share the workload pool of '{second.project}': an "
        "account of one is the account of the same namespace and name in the other",
        because=(Step(first.at, "the other cluster"),),
        fix=Fix("put each environment into a project of its own"),
    )
