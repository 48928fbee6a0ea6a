from collections.abc import Iterator

from wi_lint import (
    Cluster,
    Finding,
    Fix,
    Graph,
    Link,
    Severity,
    Step,
    Workload,
    rule,
)


@rule("WI116", Severity.ERROR, link=Link.POD)
def metadata_selector_on_autopilot(graph: Graph) -> Iterator[Finding]:
    """Pods select nodes with GKE's metadata server, which Autopilot refuses."""
    clusters = graph.every(Cluster)
    if not clusters or not all(cluster.autopilot for cluster in clusters):
        return
    # who has the same workload without the selector, has it for clusters of both kinds
    without = {one.name.key for one in graph.every(Workload) if one.metadata_selector is None}
    for workload in graph.every(Workload):
        if workload.metadata_selector is not None and workload.name.key not in without:
            yield Finding(
                workload,
                workload.metadata_selector,
                f"{workload.kind} {workload.name} selects nodes by 'iam.gke.io/gke-metadata-server-enabled', "
                "which Autopilot refuses: all of its nodes have the server",
                because=(Step(clusters[0].at, "the cluster is an Autopilot one"),),
                fix=Fix("take the node selector out"),
            )
