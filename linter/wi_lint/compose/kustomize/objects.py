"""Objects on their way through overlays: what they are, and what they were called before."""

from __future__ import annotations

import re

from msgspec import Struct, field

from wi_lint.bounds import MAX_CHANGES
from wi_lint.lazy_re import regex
from wi_lint.patterns import Effort, TooMuch, compiled
from wi_lint.tree import Node
from wi_lint.values import Text

CLUSTER_WIDE = frozenset(
    {
        "Namespace", "Node", "PersistentVolume", "ClusterRole", "ClusterRoleBinding", "StorageClass",
        "CustomResourceDefinition", "APIService", "MutatingWebhookConfiguration", "PriorityClass",
        "ValidatingWebhookConfiguration", "CSIDriver", "CSINode", "IngressClass", "RuntimeClass",
        "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "VolumeAttachment",
        "CertificateSigningRequest", "ComponentStatus", "FlowSchema", "PriorityLevelConfiguration",
    }
)  # fmt: skip
"""Kinds that belong to no namespace, as Kustomize's own schema has it: every other kind does."""


class Object(Struct, eq=False):
    """One object, which is never changed in place.

    `was`: the namespaces and names that it had before, the oldest first.
    `chain`: the prefixes and suffixes that it got, which tell apart copies of one base.
    """

    root: Node
    was: tuple[tuple[str, str], ...] = ()
    chain: tuple[str, ...] = ()
    partial: bool = False
    """Whether it is a patch, of an object that was not read."""
    open: str | None = None
    """Why it may be otherwise than it looks."""

    @property
    def kind(self) -> str:
        return self.root.literal("kind")

    @property
    def group(self) -> str:
        return self.root.literal("apiVersion").rpartition("/")[0]

    @property
    def version(self) -> str:
        return self.root.literal("apiVersion").rpartition("/")[2]

    @property
    def name(self) -> Text | None:
        return self.root.text("metadata", "name")

    @property
    def namespace(self) -> Text | None:
        return self.root.text("metadata", "namespace")

    @property
    def identity(self) -> tuple[str, str]:
        """Its namespace and name, as far as they are known."""
        about = self.root.get("metadata")
        if about is None:
            return "", ""
        return shown(about.get("namespace")), shown(about.get("name"))

    @property
    def identities(self) -> tuple[tuple[str, str], ...]:
        """What it is called, and was."""
        return (*self.was, self.identity)

    def changed(self, root: Node) -> Object:
        """The same object with another tree."""
        return Object(root, self.was, self.chain, self.partial, self.open)

    def renamed(self, root: Node, mark: str = "", between: tuple[tuple[str, str], ...] = ()) -> Object:
        """The same object by another name, and those `between`; `mark` says what the name got."""
        chain = (*self.chain, mark) if mark else self.chain
        was = tuple(dict.fromkeys((*self.was, self.identity, *between)))
        return Object(root, was, chain, self.partial, self.open)

    def opened(self, why: str) -> Object:
        return Object(self.root, self.was, self.chain, self.partial, self.open or why)


def shown(node: Node | None) -> str:
    """A name as it is reported apart from others: its holes are written out."""
    if node is None:
        return ""
    return str(node.made) if node.made is not None else node.literal()


class Work(Struct):
    """What changing the objects of one overlay may still take."""

    left: int = MAX_CHANGES
    effort: Effort = field(default_factory=Effort)
    """For patterns of selectors."""

    def spend(self, steps: int) -> None:
        """Raises `TooMuch` where it is not there; then nothing more is."""
        if steps > self.left:
            self.left = 0
            raise TooMuch(f"the overlay asks for more than {MAX_CHANGES:,} changes")
        self.left -= steps

    def look(self) -> None:
        """One object is looked at."""
        self.spend(1)

    def change(self, size: int = 0) -> None:
        """One object is changed. `size`: of what it gets."""
        self.spend(25 + size)

    def has(self, steps: int) -> bool:
        """Spend some, where they are there; else nothing more is."""
        self.left = self.left - steps if steps <= self.left else 0
        return self.left > 0


class Target(Struct, frozen=True):
    """What a patch or a replacement selects: every part that is written must fit."""

    kind: str = ""
    group: str | None = None
    version: str = ""
    name: str = ""
    namespace: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    annotations: dict[str, str] = field(default_factory=dict)
    exactly: bool = False
    """Whether its parts are names, and not patterns."""

    @classmethod
    def read(cls, node: Node) -> Target:
        return cls(
            kind=node.literal("kind"),
            group=node.literal("group") if node.get("group") else None,
            version=node.literal("version"),
            name=node.literal("name"),
            namespace=node.literal("namespace"),
            labels=_pairs(node.literal("labelSelector")),
            annotations=_pairs(node.literal("annotationSelector")),
        )

    def takes(self, one: Object, work: Work) -> bool:
        """Whether it selects an object. Raises `ValueError` where its patterns are not read."""
        work.look()

        def fits(pattern: str, written: str) -> bool:
            if not pattern or pattern == written:
                return True
            if self.exactly or _PLAIN.fullmatch(pattern):
                return False
            return (
                compiled(pattern).fullmatch(written, work.effort) is not None
            )  # Kustomize anchors at both ends

        if not fits(self.kind, one.kind) or not fits(self.version, one.version):
            return False
        if self.group is not None and not fits(self.group, one.group):
            return False
        if self.labels and not _has(one.root.find("metadata", "labels"), self.labels):
            return False
        if self.annotations and not _has(one.root.find("metadata", "annotations"), self.annotations):
            return False
        if not self.name and not self.namespace:
            return True
        return any(
            fits(self.name, name) and fits(self.namespace, namespace) for namespace, name in one.identities
        )


_PLAIN = regex(r"[\w/-]*")
"""A pattern that is a name."""


def _pairs(selector: str) -> dict[str, str]:
    """`a=b,c=d`; other forms of selectors are left out."""
    if not selector:
        return {}
    found = (re.fullmatch(r"\s*([^=!\s]+)\s*==?\s*([^=\s]*)\s*", part) for part in selector.split(","))
    return {match[1]: match[2] for match in found if match}


def _has(node: Node | None, wanted: dict[str, str]) -> bool:
    return all(node is not None and node.literal(key) == value for key, value in wanted.items())
