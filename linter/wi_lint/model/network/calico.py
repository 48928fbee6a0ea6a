"""Calico's network policies, as far as they decide what pods may reach.

Source: Calico's reference of NetworkPolicy and GlobalNetworkPolicy. Rules are asked one after the
other, and the first that fits decides; policies are asked by their order, those of Kubernetes with
1000, and what none of those that select a pod decides is denied.
"""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.facts import AFTER_ALL, Egress, IpBlock, Selector
from wi_lint.model.network import selectors
from wi_lint.model.network.base import ALL_PORTS, DNS, Policy, is_unclear
from wi_lint.source import Span
from wi_lint.tree import Node
from wi_lint.values import Text, known

_WEIGHED = frozenset({"nets", "notNets", "ports"})
"""What a rule may say of a destination for us to know wholly where it leads."""
_OF_PODS = ("selector", "namespaceSelector", "serviceAccounts")
"""What makes a destination pods, which the metadata server is not."""


def read(root: Node) -> list[Policy] | None:
    """The policy of an object; nothing where it stands in a tier of its own."""
    spec = root.get("spec")
    if spec is None or spec.literal("tier") not in ("", "default"):
        return None
    if spec.truthy("doNotTrack") or spec.truthy("preDNAT"):
        return []  # about the traffic of nodes
    order = spec.find("order")
    number = order.value if order is not None else None
    if order is not None and number is not None and not isinstance(number, int | float):
        return None  # a template's
    return [
        Policy(
            selector=_selector(spec),
            egress=_egress(spec),
            at=_egress_at(spec),
            order=float(number) if isinstance(number, int | float) else AFTER_ALL,
        )
    ]


def _selector(spec: Node) -> Selector:
    """The pods that a policy selects: by their labels, and those of their namespace and account."""
    pods = selectors.parse(spec.text("selector"))
    others = [spec.text(key) for key in ("namespaceSelector", "serviceAccountSelector")]
    if any(other is not None and not selectors.takes_all(other) for other in others):
        return Selector(parts=(pods,), sure=False)
    return pods


def _egress(spec: Node) -> tuple[Egress, ...] | None:
    """The rules for outgoing traffic; nothing where the policy leaves it alone."""
    types = {node.raw for node in spec.each("types")}
    if "Egress" not in types and (types or spec.get("egress") is None):
        return None
    return tuple(_rule(rule) for rule in spec.each("egress") if rule.literal("action") != "Log")


def _egress_at(spec: Node) -> Span:
    found = spec.fields.get("egress")
    if found is not None:
        return found.key.span
    return next((node.inner for node in spec.each("types") if node.raw == "Egress"), spec.span.one_line)


def _rule(rule: Node) -> Egress:
    to = rule.get("destination")
    nets = next((node.inner for node in to.each("nets")), None) if to is not None else None
    return Egress(
        blocks=_blocks(to) if to is not None else None,
        ports=_ports(rule, to),
        dns=_is_dns(to),
        denies=rule.literal("action") == "Deny",
        sure=_is_plain(rule, to),
        at=(nets or rule.span).one_line,
    )


def _is_plain(rule: Node, to: Node | None) -> bool:
    """Whether a rule is about addresses and ports alone."""
    written = set(rule.fields) - {"action", "destination", "metadata"}
    if to is not None and not set(to.fields) <= _WEIGHED:
        return False
    return written <= {"protocol"} and rule.literal("protocol") in ("", "TCP")


def _blocks(to: Node) -> tuple[IpBlock, ...] | None:
    nets = _texts(to, "nets")
    excepts = tuple(_texts(to, "notNets"))
    if nets:
        return tuple(IpBlock(cidr=cidr, excepts=excepts) for cidr in nets)
    if any(to.get(key) is not None for key in _OF_PODS):
        return ()
    if excepts:
        return (IpBlock(cidr=known("0.0.0.0/0", excepts[0].at), excepts=excepts),)
    return None


def _texts(to: Node, key: str) -> list[Text]:
    found = (node.text() for node in to.each(key))
    return [one for one in found if one is not None]


def _ports(rule: Node, to: Node | None) -> tuple[tuple[int, int], ...] | None:
    """TCP ports; none for another protocol, nothing for all of them."""
    if rule.literal("protocol") not in ("", "TCP", "6"):
        return ()
    if to is None or to.get("ports") is None:
        return None
    return tuple(_spans(to))


def _spans(to: Node) -> Iterator[tuple[int, int]]:
    for node in to.each("ports"):
        first, _, last = node.raw.partition(":")
        if first.isdigit():
            yield int(first), int(last) if last.isdigit() else int(first)
        elif is_unclear(node):
            yield ALL_PORTS  # nobody knows, so it may be the one


def _is_dns(to: Node | None) -> bool:
    """Whether a rule may be about name servers: any port that has no number, and theirs."""
    if to is None or to.get("ports") is None:
        return True
    spans = list(_spans(to))
    return len(spans) < len(list(to.each("ports"))) or any(first <= DNS <= last for first, last in spans)
