"""Network policies of all kinds that are weighed: what they select, and what they open and close."""

from __future__ import annotations

from wi_lint.model.network import calico, cilium, standard
from wi_lint.model.network.base import Policy
from wi_lint.tree import Node

__all__ = ["EVERYWHERE", "KINDS", "Policy", "dataplane_v2", "read"]

EVERYWHERE = frozenset(
    {
        "CiliumClusterwideNetworkPolicy", "AdminNetworkPolicy", "BaselineAdminNetworkPolicy",
        "ClusterNetworkPolicy", "GlobalNetworkPolicy", "GlobalNetworkSet",
    }
)  # fmt: skip
"""Kinds that decide about the traffic of the whole cluster, or that what decides may name."""
KINDS = EVERYWHERE | {"NetworkPolicy", "CiliumNetworkPolicy", "FQDNNetworkPolicy", "NetworkSet"}
"""Kinds that decide about traffic."""
_READERS = {
    "networking.k8s.io": standard.read,
    "cilium.io": cilium.read,
    "crd.projectcalico.org": calico.read,
    "projectcalico.org": calico.read,
}


def dataplane_v2(root: Node) -> bool | None:
    """Whether Dataplane V2, which is Cilium, enforces an object, or Calico; nothing where both do."""
    group = root.literal("apiVersion").partition("/")[0]
    return True if group == "cilium.io" else False if group.endswith("projectcalico.org") else None


def read(root: Node) -> list[Policy] | None:
    """What an object says of its pods' traffic; nothing where it cannot be weighed."""
    group = root.literal("apiVersion").partition("/")[0]
    reader = _READERS.get(group) if not root.literal("kind").endswith("Set") else None
    return reader(root) if reader is not None else None
