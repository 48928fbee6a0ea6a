"""What network policies say of the pods that have an identity."""

from collections.abc import Iterator

from wi_lint import (
    Graph,
    Policies,
    Step,
    Workload,
)
from wi_lint_rules.shared.identities import identity_of


def policies_of_identities(graph: Graph) -> Iterator[tuple[Workload, Step, Policies]]:
    """The workloads with an identity that policies select: its source, and the policies.

    Pods in the network of their node pass policies by; where a policy that is not read may open what
    others close, nobody can say; and there are clusters that enforce none.
    """
    if graph.clusters.ignores_policies:
        return
    for workload in graph.every(Workload):
        step = identity_of(graph, workload)
        if step is None or workload.host_network is not None or graph.network.has_foreign_policies(workload):
            continue
        policies = graph.network.policies_of(workload)
        if policies.sure:
            yield workload, step, policies
