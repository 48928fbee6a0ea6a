from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

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
    needed = _needed(graph)
    closed: dict[NetworkPolicy, list[_Closed]] = defaultdict(list)
    for workload, step, policies in policies_of_identities(graph):
        closing = [policies.closing(*address) for address in needed]
        first = closing[0]
        if first is not None and None not in closing:
            closed[first].append((workload, step, policies))
    for first, found in closed.items():
        yield _finding(found, first, needed)


_Closed = tuple[Workload, Step, Policies]
"""Pods that reach no metadata server, why they need it, and the policies that are for them."""
_TOLD = 9
"""Most workloads of one policy that are named beside the first."""


def _needed(graph: Graph) -> tuple[tuple[str, int], ...]:
    """What must be open: where the dataplane is not known, either may be the one."""
    dataplane = graph.clusters.dataplane_v2
    return (V1, V2) if dataplane is None else (V2,) if dataplane else (V1,)


def _finding(found: list[_Closed], first: NetworkPolicy, closed: tuple[tuple[str, int], ...]) -> Finding:
    (workload, step, policies), *others = found
    names = " and ".join(f"{address}:{port}" for address, port in closed)
    who = f"{workload.kind} {workload.name} " + (f"and {len(others)} more get" if others else "gets")
    return Finding(
        first,
        policies.cut(closed[-1][0]) or first.egress_at,
        f"{who} no tokens: {_named(policies.sure)} {'their pods' if others else 'it'} to reach the metadata "
        f"server at {names}",
        because=(
            Step(workload.at, "its pods are selected"),
            step,
            *(Step(other.at, f"so are those of {other.name}") for other, _, _ in others[:_TOLD]),
            *_given(policies, first),
        ),
        fix=Fix("let its pods reach the metadata server", copy=_rules(closed)),
    )


def _given(policies: Policies, first: NetworkPolicy) -> Iterator[Step]:
    """What the policies let through that is given to them from another file, such as one of values."""
    rules = (rule for policy in policies.sure for rule in policy.egress or () if not rule.denies)
    places = {block.cidr.at.order: block.cidr.at for rule in rules for block in rule.blocks or ()}
    given = (at for at in places.values() if at.path != first.egress_at.path)
    yield from (Step(at, "no more than this is let through") for at in islice(given, 1))


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
