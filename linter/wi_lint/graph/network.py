"""What pods may reach: network policies, judged together."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from ipaddress import ip_address, ip_network

from wi_lint.facts import Egress, IpBlock, NetworkPolicy, Selector, Workload
from wi_lint.graph.bindings import both
from wi_lint.graph.clusters import Clusters
from wi_lint.values import Match, Text, compare


class Network(Clusters):
    """The questions about network policies."""

    @cached_property
    def _foreign(self) -> list[NetworkPolicy]:
        return [policy for policy in self.network_policies if policy.foreign]

    def has_foreign_policies(self, workload: Workload) -> bool:
        """Whether policies of kinds that are not read may open to a workload what others close."""
        return any(
            policy.everywhere or compare(policy.namespace, workload.namespace) is not Match.DIFFERENT
            for policy in self._foreign
        )

    def policies_of(self, workload: Workload) -> tuple[list[NetworkPolicy], list[NetworkPolicy]]:
        """The policies that surely select a workload's pods and close egress, and all that may."""
        sure, maybe = [], []
        for policy in self.network_policies:
            if policy.egress is None or policy.foreign:
                continue
            match both(compare(policy.namespace, workload.namespace), selects(policy.selector, workload)):
                case Match.SAME:
                    sure.append(policy)
                    maybe.append(policy)
                case Match.MAYBE:
                    maybe.append(policy)
                case _:
                    pass
        return sure, maybe


def selects(selector: Selector, workload: Workload) -> Match:
    """Whether a selector takes a workload's pods."""
    answer = Match.SAME if selector.sure else Match.MAYBE
    for key, wanted in selector.labels.items():
        found = workload.labels.get(key)
        answer = both(answer, compare(found, wanted) if found is not None else Match.DIFFERENT)
    for key, operator, values in selector.expressions:
        answer = both(answer, _expressed(workload.labels.get(key), operator, values))
    return answer


def _expressed(found: Text | None, operator: str, values: frozenset[str]) -> Match:
    if found is not None and found.known is None and operator in ("In", "NotIn"):
        return Match.MAYBE
    written = found.known if found is not None else None
    holds = {
        "In": written in values,
        "NotIn": written not in values,
        "Exists": found is not None,
        "DoesNotExist": found is None,
    }.get(operator)
    if holds is None:
        return Match.MAYBE
    return Match.SAME if holds else Match.DIFFERENT


def reaches(policies: Iterable[NetworkPolicy], address: str, port: int) -> bool:
    """Whether some policies, taken together, may let pods reach an address."""
    return any(_allows(rule, address, port) for policy in policies for rule in policy.egress or ())


def resolves(policies: Iterable[NetworkPolicy]) -> bool:
    """Whether some policies, taken together, may let pods resolve names."""
    return any(rule.dns for policy in policies for rule in policy.egress or ())


def _allows(rule: Egress, address: str, port: int) -> bool:
    if rule.ports is not None and not any(first <= port <= last for first, last in rule.ports):
        return False
    return rule.blocks is None or any(_holds(block, address) for block in rule.blocks)


def _holds(block: IpBlock, address: str) -> bool:
    return contains(block.cidr, address) is not False and not any(
        contains(cut, address) for cut in block.excepts
    )


def contains(cidr: Text, address: str) -> bool | None:
    """Whether a range holds an address; nothing where the range is not known."""
    try:
        return ip_address(address) in ip_network(cidr.known or "?", strict=False)
    except ValueError:
        return None


def cuts(policies: Iterable[NetworkPolicy], address: str) -> Text | None:
    """The `except` that takes an address out of what is otherwise allowed."""
    for policy in policies:
        for rule in policy.egress or ():
            for block in rule.blocks or ():
                for cut in block.excepts:
                    if contains(cut, address):
                        return cut
    return None
