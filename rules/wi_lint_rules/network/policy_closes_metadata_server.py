from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Graph,
    Link,
    NetworkPolicy,
    Policies,
    Severity,
    Step,
    Workload,
    rule,
)
from wi_lint_rules.shared.closed import policies_of_identities

V2 = ("169.254.169.254", 80)
"""What pods reach the metadata server at under Dataplane V2, which judges before addresses are changed."""
V1 = ("169.254.169.252", 988)
"""What they reach it at elsewhere, where the address has been changed when policies are judged."""


@rule("WI601", Severity.ERROR, link=Link.REACH)
def policy_closes_metadata_server(graph: Graph) -> Iterator[Finding]:
    """Network policies keep pods with an identity from the metadata server that gives them its tokens."""
    reported: set[NetworkPolicy] = set()
    needed = _needed(graph)
    for workload, step, policies in policies_of_identities(graph):
        closing = [policies.closing(*address) for address in needed]
        first = closing[0]
        if first is not None and first not in reported and None not in closing:
            reported.add(first)
            yield _finding(workload, first, policies, needed, step)


def _needed(graph: Graph) -> tuple[tuple[str, int], ...]:
    """What must be open: where the dataplane is not known, either may be the one."""
    dataplane = graph.clusters.dataplane_v2
    return (V1, V2) if dataplane is None else (V2,) if dataplane else (V1,)


def _finding(
    workload: Workload,
    first: NetworkPolicy,
    policies: Policies,
    closed: tuple[tuple[str, int], ...],
    step: Step,
) -> Finding:
    names = " and ".join(f"{address}:{port}" for address, port in closed)
    return Finding(
        first,
        policies.cut(closed[-1][0]) or first.egress_at,
        f"{workload.kind} {workload.name} gets no tokens: {_named(policies.sure)} it to reach "
        f"the metadata server at {names}",
        because=(Step(workload.at, "its pods are selected"), step),
        fix=Fix("let its pods reach the metadata server", copy=_rules(closed)),
    )


def _named(policies: list[NetworkPolicy]) -> str:
    names = list(dict.fromkeys(str(policy.name) for policy in policies))
    if len(names) == 1:
        return f"the network policy {names[0]} does not allow"
    return f"the network policies {', '.join(names)} do not allow"


def _rules(closed: tuple[tuple[str, int], ...]) -> str:
    return "egress:\n" + "".join(
        f"- to:\n  - ipBlock:\n      cidr: {address}/32\n  ports:\n  - protocol: TCP\n    port: {port}\n"
        for address, port in closed
    )
