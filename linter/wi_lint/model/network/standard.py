"""The network policies of Kubernetes itself."""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.facts import Egress, IpBlock, Selector
from wi_lint.model.network.base import ALL_PORTS, DNS, Policy, expressions, is_unclear, whole
from wi_lint.source import Span
from wi_lint.tree import Node


def read(root: Node) -> list[Policy]:
    return [Policy(selector=_selector(root), egress=_egress(root), at=_egress_at(root))]


def _selector(root: Node) -> Selector:
    """The pods that a policy selects; an empty selector means all of its namespace."""
    found = root.find("spec", "podSelector")
    labels = found.texts("matchLabels") if found is not None else {}
    return Selector(labels=labels, expressions=tuple(expressions(found)))


def _egress(root: Node) -> tuple[Egress, ...] | None:
    """The rules for outgoing traffic; nothing where the policy leaves it alone."""
    types = {node.raw for node in root.each("spec", "policyTypes")}
    written = root.find("spec", "egress") is not None
    if "Egress" not in types and (types or not written):
        return None
    return tuple(_rule(rule) for rule in root.each("spec", "egress"))


def _egress_at(root: Node) -> Span:
    spec = root.find("spec")
    found = spec.fields.get("egress") if spec is not None else None
    if found is not None:
        return found.key.span
    for node in root.each("spec", "policyTypes"):
        if node.raw == "Egress":
            return node.inner
    return root.span.one_line


def _rule(rule: Node) -> Egress:
    peers = list(rule.each("to"))
    ports = list(rule.each("ports"))
    return Egress(
        blocks=tuple(_blocks(peers)) if peers else None,
        ports=tuple(_ports(ports)) if ports else None,
        dns=not ports or any(_is_dns(port) for port in ports),
    )


def _is_dns(port: Node) -> bool:
    """Whether a port may be that of name servers: their own number, a range over it, or any name."""
    first, last = whole(port.find("port")), whole(port.find("endPort"))
    return first is None or first <= DNS <= (last if last is not None else first)


def _blocks(peers: list[Node]) -> Iterator[IpBlock]:
    for peer in peers:
        cidr = peer.text("ipBlock", "cidr")
        if cidr is not None:
            cut = (node.text() for node in peer.each("ipBlock", "except"))
            yield IpBlock(cidr=cidr, excepts=tuple(text for text in cut if text is not None))


def _ports(ports: list[Node]) -> Iterator[tuple[int, int]]:
    """TCP ports. A name stands for a port of some pod, which the metadata server is not."""
    for port in ports:
        if (port.literal("protocol") or "TCP") != "TCP":
            continue
        first, last = whole(port.find("port")), whole(port.find("endPort"))
        if first is not None:
            yield first, last if last is not None else first
        elif port.find("port") is None or is_unclear(port.find("port")):
            yield ALL_PORTS  # all of them, or nobody knows, so it may be the one
