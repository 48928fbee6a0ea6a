"""Cilium's network policies, as far as they decide what pods may reach.

Source: Cilium's documentation of network policies. What lets traffic through in a way that is not
weighed here, such as names and entities outside the cluster, counts as letting all of it through;
of what denies traffic, addresses alone are weighed.
"""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.facts import Egress, IpBlock, Selector
from wi_lint.model.network.base import ALL_PORTS, DNS, Policy, expressions
from wi_lint.source import Span
from wi_lint.tree import Node

_INSIDE = frozenset({"cluster", "kube-apiserver", "health", "init", "unmanaged"})
"""Entities that are in the cluster, where the metadata server is not."""
_UNWEIGHED = ("toFQDNs", "toServices", "toGroups", "toNodes", "icmps")
_ADDRESSES = ("toCIDR", "toCIDRSet")
_GROUPS = ("cidrGroupRef", "cidrGroupSelector")
"""What stands for addresses that another object lists."""
_OTHER_SOURCES = ("reserved:", "io.cilium.k8s.namespace.", "io.cilium.k8s.policy.cluster")
"""Beginnings of keys that are no labels of pods."""
_BEFORE_ALL = float("-inf")
"""What is denied is denied, whatever another policy allows."""


def read(root: Node) -> list[Policy]:
    """The policies of an object: that of `spec`, and those of `specs`."""
    found = root.get("spec")
    return [
        made
        for spec in (*((found,) if found is not None else ()), *root.each("specs"))
        if spec.get("endpointSelector") is not None  # else it is about nodes
        for made in _policies(spec)
    ]


def _policies(spec: Node) -> Iterator[Policy]:
    default = spec.find("enableDefaultDeny", "egress")
    closes = default is None or default.value is True
    selector = _selector(spec.find("endpointSelector"))
    for key, denies in (("egress", False), ("egressDeny", True)):
        written = spec.fields.get(key)
        if written is not None and written.value.items:  # what is empty does not apply
            yield Policy(
                selector=selector,
                egress=tuple(_rule(rule, denies) for rule in spec.each(key)),
                at=written.key.span,
                closes=closes,
                order=_BEFORE_ALL if denies else 0,
            )


def _selector(node: Node | None) -> Selector:
    found = node.texts("matchLabels") if node is not None else {}
    labels = {_bare(key): value for key, value in found.items()}
    written = tuple((_bare(key), operator, values) for key, operator, values in expressions(node))
    keys = [*labels, *(key for key, _, _ in written)]
    return Selector(
        labels=labels, expressions=written, sure=not any(key.startswith(_OTHER_SOURCES) for key in keys)
    )


def _bare(key: str) -> str:
    return key.removeprefix("k8s:").removeprefix("any:")


def _rule(rule: Node, denies: bool) -> Egress:
    ports = tuple(_ports(rule))
    return Egress(
        blocks=_blocks(rule),
        ports=tuple(span for span, _ in ports) if rule.get("toPorts") is not None else None,
        dns=rule.get("toPorts") is None or any(dns for _, dns in ports),
        denies=denies,
        sure=_is_plain(rule),
        at=_place(rule),
    )


def _is_plain(rule: Node) -> bool:
    """Whether a rule is about addresses, and ports that have numbers, alone."""
    ports = [port.literal("port") for group in rule.each("toPorts") for port in group.each("ports")]
    written = set(rule.fields) - {"toPorts"}
    return bool(written) and written <= set(_ADDRESSES) and all(port.isdigit() for port in ports)


def _place(rule: Node) -> Span:
    return next((node.inner for key in _ADDRESSES for node in rule.each(key)), rule.span).one_line


def _blocks(rule: Node) -> tuple[IpBlock, ...] | None:
    """The addresses that a rule is about; none for pods alone, nothing for what may be any."""
    entities = {node.raw for node in rule.each("toEntities")}
    if entities - _INSIDE or any(rule.get(key) is not None for key in _UNWEIGHED):
        return None
    if any(one.get(key) is not None for one in rule.each("toCIDRSet") for key in _GROUPS):
        return None
    written = (*_ADDRESSES, "toEndpoints", "toEntities", "toRequires")
    if rule.fields and not any(rule.get(key) is not None for key in written):
        return None
    return tuple(_addresses(rule))  # of a rule that says nothing, nothing


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
            number, protocol = port.literal("port"), port.literal("protocol") or "ANY"
            is_dns = number == str(DNS) or not number.isdigit()
            if not number.isdigit() or number == "0":
                yield ALL_PORTS, is_dns
            elif protocol in ("TCP", "ANY"):
                end = port.literal("endPort")
                yield (int(number), int(end) if end.isdigit() else int(number)), is_dns
            elif is_dns:
                yield (0, 0), True  # a port of UDP, which the metadata server has none of
        if not listed:
            yield ALL_PORTS, True
