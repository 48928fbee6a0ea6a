from collections.abc import Iterator

from wi_lint import Finding, Fix, Found, Graph, NetworkPolicy, Severity, Step, Workload, cuts, reaches, rule
from wi_lint_rules.identities import identity

V2 = ("169.254.169.254", 80)
"""What pods reach the metadata server at under Dataplane V2, which judges before addresses are changed."""
V1 = ("169.254.169.252", 988)
"""What they reach it at elsewhere, where the address has been changed when policies are judged."""


@rule("WI601", Severity.ERROR)
def policy_closes_metadata_server(graph: Graph) -> Iterator[Finding]:
    """Network policies keep pods with an identity from the metadata server that gives them its tokens."""
    told: set[NetworkPolicy] = set()
    for workload in graph.workloads:
        answer = graph.account_of(workload)
        step = identity(graph, answer.fact) if isinstance(answer, Found) else None
        if step is None or workload.host_network is not None or graph.has_foreign_policies(workload):
            continue
        sure, every = graph.policies_of(workload)
        closed = [one for one in _needed(graph) if not reaches(every, *one)]
        if sure and sure[0] not in told and len(closed) == len(_needed(graph)):
            told.add(sure[0])
            yield _finding(workload, sure, closed, step)


def _needed(graph: Graph) -> tuple[tuple[str, int], ...]:
    """What must be open: where the dataplane is not known, either may be the one."""
    dataplane = graph.dataplane_v2
    return (V1, V2) if dataplane is None else (V2,) if dataplane else (V1,)


def _finding(
    workload: Workload, policies: list[NetworkPolicy], closed: list[tuple[str, int]], step: Step
) -> Finding:
    cut = cuts(policies, closed[-1][0])
    names = " and ".join(f"{address}:{port}" for address, port in closed)
    return Finding(
        policies[0],
        cut.origin if cut is not None else policies[0].egress_at,
        f"{workload.kind} {workload.name} gets no tokens: {_named(policies)} it to reach "
        f"the metadata server at {names}",
        because=(Step(workload.at, "its pods are selected"), step),
        fix=Fix("let its pods reach the metadata server", copy=_rules(closed)),
    )


def _named(policies: list[NetworkPolicy]) -> str:
    names = ", ".join(dict.fromkeys(str(policy.name) for policy in policies))
    if len(policies) == 1:
        return f"the network policy {names} does not allow"
    return f"the network policies {names} do not allow"


def _rules(closed: list[tuple[str, int]]) -> str:
    return "egress:\n" + "".join(
        f"- to:\n  - ipBlock:\n      cidr: {address}/32\n  ports:\n  - protocol: TCP\n    port: {port}\n"
        for address, port in closed
    )
