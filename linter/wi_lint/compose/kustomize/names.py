"""What overlays do to names: namespaces, prefixes and suffixes, and the references that follow them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from wi_lint.compose.kustomize.objects import CLUSTER_WIDE, Object
from wi_lint.tree import Node, leaf
from wi_lint.values import Text, join

_NOT_PREFIXED = frozenset({"CustomResourceDefinition", "APIService", "Namespace"})
_POD_SPECS = {
    "Pod": ("spec",),
    "CronJob": ("spec", "jobTemplate", "spec", "template", "spec"),
    **dict.fromkeys(
        ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job"),
        ("spec", "template", "spec"),
    ),
}
"""Where the kinds that Kustomize knows name a service account."""


def moved(one: Object, namespace: Text) -> Object:
    """An object in the namespace of an overlay. Of a `Namespace`, it is the name."""
    if one.kind == "Namespace":
        return one.renamed(one.root.put(("metadata", "name"), leaf(namespace)))
    if one.kind in CLUSTER_WIDE:
        return one
    return one.renamed(one.root.put(("metadata", "namespace"), leaf(namespace)))


def affixed(one: Object, prefix: Text | None, suffix: Text | None) -> Object:
    """An object with the prefix and suffix of an overlay."""
    name = one.name
    if name is None or one.kind in _NOT_PREFIXED:
        return one
    pieces = [piece for piece in (prefix, name, suffix) if piece is not None]
    made = join(pieces, name.at)
    mark = f"{prefix or ''}*{suffix or ''}"
    return one.renamed(one.root.put(("metadata", "name"), leaf(made)), mark)


def followed(objects: Iterable[Object]) -> list[Object]:
    """The objects, with the names of service accounts that workloads mention kept up with."""
    made = list(objects)
    accounts: dict[str, list[Object]] = defaultdict(list)
    for one in made:
        if one.kind == "ServiceAccount" and one.was:
            for name in {name for _, name in one.identities}:
                accounts[name].append(one)
    return [_followed(one, accounts) for one in made] if accounts else made


def _followed(one: Object, accounts: dict[str, list[Object]]) -> Object:
    path = _POD_SPECS.get(one.kind)
    pod = one.root.at(*path) if path else None
    if path is None or pod is None:
        return one
    root = one.root
    for key in ("serviceAccountName", "serviceAccount"):
        written = pod.text(key)
        account = _meant(one, written, accounts) if written is not None else None
        if written is not None and account is not None and account.name is not None:
            root = root.put((*path, key), _renamed(written, account.name))
    return one.changed(root) if root is not one.root else one


def _renamed(written: Text, name: Text) -> Node:
    """The new name, standing where the old one was written."""
    return leaf(name.placed(written.at))


def _meant(one: Object, written: Text, accounts: dict[str, list[Object]]) -> Object | None:
    """The account that a workload means: of its own namespace, then of its own copy of the base."""
    candidates = [
        account for account in accounts.get(written.known or "", ()) if account.identity[0] == one.identity[0]
    ]
    same = [account for account in candidates if account.chain == one.chain]
    chosen = same or candidates
    return chosen[0] if len({account.identity for account in chosen}) == 1 else None
