from collections.abc import Iterator

from wi_lint import Finding, Fix, Found, Graph, NetworkPolicy, Severity, Step, resolves, rule
from wi_lint_rules.identities import identity


@rule("WI604", Severity.NOTE)
def policy_closes_name_servers(graph: Graph) -> Iterator[Finding]:
    """Network policies keep pods with an identity from every name server."""
    told: set[NetworkPolicy] = set()
    for workload in graph.workloads:
        answer = graph.account_of(workload)
        step = identity(graph, answer.fact) if isinstance(answer, Found) else None
        if step is None or workload.host_network is not None or graph.has_foreign_policies(workload):
            continue
        sure, every = graph.policies_of(workload)
        opened = any(policy.egress for policy in every)
        if sure and sure[0] not in told and opened and not resolves(every):
            told.add(sure[0])
            yield Finding(
                sure[0],
                sure[0].egress_at,
                f"{workload.kind} {workload.name} can resolve no name: the network policy {sure[0].name} "
                "closes port 53, and libraries look for metadata.google.internal",
                because=(Step(workload.at, "its pods are selected"), step),
                fix=Fix("let its pods reach the cluster's name servers", copy=_RULES),
            )


_RULES = """egress:
- ports:
  - {protocol: UDP, port: 53}
  - {protocol: TCP, port: 53}
"""
