from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Found,
    Graph,
    Link,
    Severity,
    Workload,
    rule,
)
from wi_lint_rules.shared.identities import identity


@rule("WI106", Severity.ERROR, link=Link.POD, security=5.5)
def host_network_with_identity(graph: Graph) -> Iterator[Finding]:
    """Pods with an identity of their own are on the host's network, and act as the node instead."""
    for workload in graph.every(Workload):
        answer = graph.ksas.of(workload)
        if workload.host_network is None or not isinstance(answer, Found):
            continue
        step = identity(graph, answer.fact)
        if step is None or any(need.kind.startswith("bucket") for need in workload.needs):
            continue  # the Cloud Storage FUSE driver brings the account's own token
        yield Finding(
            workload,
            workload.host_network,
            f"{workload.kind} {workload.name} is on the host's network, so its pods get the node's "
            f"service account and never the identity of {answer.fact.namespace}/{answer.fact.name}",
            because=(step,),
            fix=Fix("remove 'hostNetwork: true', or give the node's account what these pods need"),
        )
