"""What overlays do to names: namespaces, prefixes and suffixes, and the references that follow them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct

from wi_lint.bounds import MAX_NAME
from wi_lint.compose.kustomize.objects import CLUSTER_WIDE, Object, shown
from wi_lint.tree import Node, leaf
from wi_lint.values import Reason, Text, join, unknown

_NOT_PREFIXED = frozenset({"CustomResourceDefinition", "APIService"})
_POD_SPECS = {
    "Pod": ("spec",),
    "CronJob": ("spec", "jobTemplate", "spec", "template", "spec"),
    **dict.fromkeys(
        ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job"),
        ("spec", "template", "spec"),
    ),
}
"""Where the kinds that Kustomize knows name a service account."""


class Naming(Struct, frozen=True, eq=False):
    """What an overlay says of the names of its objects."""

    namespace: Node | None
    prefix: Text | None
    suffix: Text | None

    @classmethod
    def read(cls, root: Node) -> Naming | None:
        """What a kustomization says; nothing where it leaves names alone."""
        namespace, prefix, suffix = root.text("namespace"), root.text("namePrefix"), root.text("nameSuffix")
        if namespace is None and prefix is None and suffix is None:
            return None
        return cls(leaf(namespace) if namespace is not None else None, prefix, suffix)

    def applied(self, one: Object) -> Object:
        """An object moved to the overlay's namespace, then with its prefix and suffix."""
        kind, space = one.kind, self.namespace
        if kind == "Namespace":
            return one.renamed(one.root.put_all("metadata", {"name": space})) if space is not None else one
        moved = {"namespace": space} if space is not None and kind not in CLUSTER_WIDE else {}
        named = self._named(one.name) if kind not in _NOT_PREFIXED else {}
        if not moved and not named:
            return one
        root = one.root.put_all("metadata", {**moved, **named})
        if not named:
            return one.renamed(root)
        # an outer overlay may mean it by its namespace of here, and its name of before
        between = ((shown(space), one.identity[1]),) if moved else ()
        return one.renamed(root, f"{self.prefix or ''}*{self.suffix or ''}", between)

    def _named(self, name: Text | None) -> dict[str, Node]:
        if name is None or (self.prefix is None and self.suffix is None):
            return {}
        pieces = [piece for piece in (self.prefix, name, self.suffix) if piece is not None]
        if sum(piece.shortest for piece in pieces) > MAX_NAME:
            hole = f"{name.at.path}@{name.at.start}"
            return {"name": leaf(unknown(hole, Reason.TOO_LARGE("its length"), name.at))}
        return {"name": leaf(join(pieces, name.at))}


NameField = tuple[str, tuple[str, ...]]
"""Where a kind, or any, names a service account: as a configuration of an overlay says."""


def name_fields(configuration: Node) -> Iterator[NameField]:
    """Where a configuration says that service accounts are named: its `nameReference`."""
    for reference in configuration.each("nameReference"):
        if reference.literal("kind") == "ServiceAccount":
            for field in reference.each("fieldSpecs"):
                yield field.literal("kind"), tuple(filter(None, field.literal("path").split("/")))


def followed(objects: Iterable[Object], fields: Collection[NameField] = ()) -> list[Object]:
    """The objects, with the names of service accounts that workloads mention kept up with.

    `fields`: where else they are named.
    """
    made = list(objects)
    accounts = _accounts(made)
    return [_followed(one, accounts, fields) for one in made] if accounts else made


_Called = tuple[str, str, tuple[str, ...] | None]
"""A namespace, a name that an account has or had there, and the chain of its copy; nothing for any copy."""
_Accounts = dict[_Called, Object | None]
"""The account that is called so; nothing where several are."""


def _accounts(objects: Iterable[Object]) -> _Accounts:
    found: dict[_Called, list[Object]] = defaultdict(list)
    for one in objects:
        if one.kind == "ServiceAccount" and one.was:
            namespace, own = one.identity
            for name in {own, *(name for _, name in one.was)}:
                found[namespace, name, one.chain].append(one)
                found[namespace, name, None].append(one)
    return {called: _agreed(accounts) for called, accounts in found.items()}


def _agreed(accounts: list[Object]) -> Object | None:
    """The account that some are together: the same one, made several times."""
    return accounts[0] if len({account.identity for account in accounts}) == 1 else None


def _followed(one: Object, accounts: _Accounts, fields: Collection[NameField]) -> Object:
    pod = _POD_SPECS.get(one.kind)
    paths = [(*pod, key) for key in ("serviceAccountName", "serviceAccount")] if pod is not None else []
    paths += [path for kind, path in fields if kind in ("", one.kind)]
    root = one.root
    for path in paths:
        written = one.root.text(*path)
        account = _meant(one, written, accounts) if written is not None else None
        if written is not None and account is not None and account.name is not None:
            root = root.put(path, _renamed(written, account.name))
    return one.changed(root) if root is not one.root else one


def _renamed(written: Text, name: Text) -> Node:
    """The new name, standing where the old one was written."""
    return leaf(name.placed(written.at))


def _meant(one: Object, written: Text, accounts: _Accounts) -> Object | None:
    """The account that a workload means: of its own namespace, then of its own copy of the base."""
    namespace, name = one.identity[0], written.known or ""
    own = namespace, name, one.chain
    return accounts[own] if own in accounts else accounts.get((namespace, name, None))
