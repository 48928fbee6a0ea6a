from collections.abc import Iterator

from wi_lint import Finding, Fix, Graph, Link, NetworkPolicy, Severity, Step, rule
from wi_lint_rules.shared.closed import policies_of_identities


@rule("WI604", Severity.NOTE, link=Link.REACH)
def policy_closes_name_servers(graph: Graph) -> Iterator[Finding]:
    """Network policies keep pods with an identity from every name server."""
    reported: set[NetworkPolicy] = set()
    for workload, step, policies in policies_of_identities(graph):
        closing = policies.closes
        if closing is not None and closing not in reported and policies.opens and not policies.resolves:
            reported.add(closing)
            yield Finding(
                closing,
                closing.egress_at,
                f"{workload.kind} {workload.name} can resolve no name: the network policy {closing.name} "
                "closes port 53, and libraries look for metadata.google.internal",
                because=(Step(workload.at, "its pods are selected"), step),
                fix=Fix("let its pods reach the cluster's name servers", copy=_RULES),
            )


_RULES = """egress:
- ports:
  - {protocol: UDP, port: 53}
  - {protocol: TCP, port: 53}
"""
