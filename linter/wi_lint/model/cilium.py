"""Cilium's network policies of a namespace, as far as they decide what pods may reach.

Source: Cilium's documentation of network policies. What lets traffic through in a way that is not
weighed here, such as names and entities outside the cluster, counts as letting all of it through.
"""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.facts import Egress, IpBlock, Selector
from wi_lint.model.policies import labels
from wi_lint.tree import Node

KIND = "CiliumNetworkPolicy"
_ALL_PORTS = (1, 65535)
_INSIDE = frozenset({"cluster", "kube-apiserver", "health", "init", "unmanaged"})
"""Entities that are in the cluster, where the metadata server is not."""
_UNWEIGHED = ("toFQDNs", "toServices", "toGroups", "toNodes", "icmps")
_DNS = 53


def is_read(root: Node) -> bool:
    """Whether a policy can be weighed: it allows, and denies nothing by itself."""
    spec = root.get("spec")
    if spec is None or spec.get("egressDeny") is not None or root.get("specs") is not None:
        return False
    return spec.get("endpointSelector") is not None


def selector(root: Node) -> Selector:
    node = root.at("spec", "endpointSelector")
    found = labels(node.at("matchLabels") if node is not None else None)
    plain = {_bare(key): value for key, value in found.items()}
    expressions = []
    for one in node.each("matchExpressions") if node is not None else ():
        values = frozenset(value.raw for value in one.each("values"))
        expressions.append((_bare(one.said("key")), one.said("operator"), values))
    # keys of other sources are no labels of pods
    sure = not any(key.startswith(("reserved:", "io.kubernetes.", "io.cilium.")) for key in plain)
    return Selector(labels=plain, expressions=tuple(expressions), sure=sure)


def _bare(key: str) -> str:
    return key.removeprefix("k8s:").removeprefix("any:")


def egress(root: Node) -> tuple[Egress, ...] | None:
    """The rules for outgoing traffic; nothing where the policy leaves it alone."""
    default = root.at("spec", "enableDefaultDeny", "egress")
    if root.at("spec", "egress") is None or (default is not None and default.value is not True):
        return None
    return tuple(_rule(rule) for rule in root.each("spec", "egress"))


def _rule(rule: Node) -> Egress:
    ports = tuple(_ports(rule))
    return Egress(
        blocks=_blocks(rule),
        ports=tuple(span for span, _ in ports) if rule.get("toPorts") is not None else None,
        dns=rule.get("toPorts") is None or any(dns for _, dns in ports),
    )


def _blocks(rule: Node) -> tuple[IpBlock, ...] | None:
    """The addresses that a rule opens; none for pods alone, nothing for what may be any."""
    entities = {node.raw for node in rule.each("toEntities")}
    if entities - _INSIDE or any(rule.get(key) is not None for key in _UNWEIGHED):
        return None
    told = ("toCIDR", "toCIDRSet", "toEndpoints", "toEntities", "toRequires")
    if not any(rule.get(key) is not None for key in told):
        return None
    return tuple(_addresses(rule))


def _addresses(rule: Node) -> Iterator[IpBlock]:
    for node in rule.each("toCIDR"):
        cidr = node.text()
        if cidr is not None:
            yield IpBlock(cidr=cidr)
    for one in rule.each("toCIDRSet"):
        cidr = one.text("cidr")
        if cidr is not None:
            cut = (node.text() for node in one.each("except"))
            yield IpBlock(cidr=cidr, excepts=tuple(text for text in cut if text is not None))


def _ports(rule: Node) -> Iterator[tuple[tuple[int, int], bool]]:
    """TCP ports, and whether each may be that of name servers."""
    for group in rule.each("toPorts"):
        listed = list(group.each("ports"))
        for port in listed:
            number, protocol = port.said("port"), port.said("protocol") or "ANY"
            is_dns = number == str(_DNS) or not number.isdigit()
            if not number.isdigit() or number == "0":
                yield _ALL_PORTS, is_dns
            elif protocol in ("TCP", "ANY"):
                end = port.said("endPort")
                yield (int(number), int(end) if end.isdigit() else int(number)), is_dns
            elif is_dns:
                yield (0, 0), True  # a port of UDP, which the metadata server has none of
        if not listed:
            yield _ALL_PORTS, True
