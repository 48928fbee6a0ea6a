from collections.abc import Iterator

from wi_lint import (
    Cluster,
    Finding,
    Found,
    Graph,
    Link,
    Match,
    Severity,
    Step,
    Workload,
    called,
    rule,
    same_project,
)
from wi_lint_rules.clusters.cluster_without_workload_pool import enable
from wi_lint_rules.shared.identities import identity_of


@rule("WI322", Severity.ERROR, link=Link.POOL)
def sent_to_cluster_without_pool(graph: Graph) -> Iterator[Finding]:
    """A workload with an identity is deployed to a cluster that has no workload pool."""
    told: set[object] = set()
    for workload in graph.every(Workload):
        for sent, cluster in graph.clusters.sent_to(workload.unit):
            if cluster.autopilot or cluster.pool is not None or cluster.open or sent.at.order in told:
                continue
            step = identity_of(graph, workload)
            if step is None or _is_of_elsewhere(graph, workload, cluster):
                continue
            told.add(sent.at.order)
            yield Finding(
                sent,
                sent.at.one_line,
                f"{workload.kind} {workload.name} is deployed to the cluster {called(cluster)}, which has no "
                "workload pool: its pods get the node's service account instead of their identity",
                because=(
                    Step(cluster.off or cluster.at, "the cluster is declared here"),
                    step,
                    Step(workload.at, "what is deployed to it"),
                ),
                fix=enable(graph, cluster),
            )


def _is_of_elsewhere(graph: Graph, workload: Workload, cluster: Cluster) -> bool:
    """Whether the account of a workload is bound in the pool of another project: it runs in its cluster."""
    answer = graph.ksas.of(workload)
    members = [member for _, member in graph.grants.to_ksa(answer.fact)] if isinstance(answer, Found) else []
    projects = [member.project for member in members if member.project is not None]
    return bool(projects) and all(same_project(one, cluster.project) is Match.DIFFERENT for one in projects)
