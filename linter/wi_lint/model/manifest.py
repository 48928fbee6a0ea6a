"""One object of a manifest as it is deployed: what it is called, where it lives, and what it says.

Every reader of manifests asks here, whatever the object is of: Kubernetes, Config Connector, Crossplane.
"""

from __future__ import annotations

from functools import cached_property, lru_cache

from wi_lint.compose.manifests import Deployed
from wi_lint.grammar import with_holes
from wi_lint.lazy_re import regex
from wi_lint.source import Source, Span
from wi_lint.tree import Node
from wi_lint.values import Reason, Text, Unknown, Why, unknown

_SETTER = regex(r"#\s*(?:kpt-set:|from-param:|\{\"\$(?:ref|kpt-set)\"|\{\"\$imagepolicy\")")
"""A comment behind a value that a tool replaces (kpt, Cloud Deploy, Flux)."""


class ManifestObject:
    """One object.

    Its namespace is what a controller forces on it, else what is written, else where it is sent.
    """

    heeds_setters = True
    """Whether what a comment has a tool replace is a hole. Resources of Google refer to one another by what
    stands there, and are judged as shipped: the value is a default, and all of them change with it."""

    def __init__(self, deployed: Deployed) -> None:
        self.deployed = deployed
        self.root: Node = deployed.root
        self.unit = deployed.unit
        self.kind = self.root.literal("kind")
        self.api = self.root.literal("apiVersion")

    @property
    def group(self) -> str:
        """The API group; of Kubernetes' own kinds of the core the version, as they have none."""
        return self.api.partition("/")[0]

    @property
    def at(self) -> Span:
        """The place that names it."""
        name = self.root.find("metadata", "name")
        return name.inner.one_line if name else self.root.span.one_line

    @property
    def address(self) -> str:
        """Kind, namespace where it is known, and name, as people say it."""
        namespace = str(self.namespace) if self.namespace.known is not None else ""
        return "/".join(part for part in (self.kind, namespace, self.called) if part)

    @property
    def called(self) -> str:
        """Its name as it is written, which is what people look for."""
        return str(self.root.text("metadata", "name") or self.name)

    @cached_property
    def name(self) -> Text:
        written = self.text("metadata", "name")
        return written or self.unit_hole(f"name@{self.root.start}", Reason.NOT_WRITTEN("its name"))

    @cached_property
    def namespace(self) -> Text:
        written = self.root.text("metadata", "namespace")
        if self.deployed.namespace is not None and (written is None or self.deployed.forced):
            written = self.deployed.namespace
        if written is None:
            return self.unit_hole("namespace", Reason.NOT_WRITTEN("its namespace"))
        return self.clean(written)

    @property
    def has_namespace(self) -> bool:
        """Whether anything says in which namespace it is."""
        return self.deployed.namespace is not None or self.root.text("metadata", "namespace") is not None

    def text(self, *path: str) -> Text | None:
        """The text at a path, as it will be."""
        written = self.root.text(*path)
        return self.clean(written) if written is not None else None

    def clean(self, value: Text) -> Text:
        """A text with holes for what a tool is to replace: a placeholder, or all that a comment marks."""
        line = _line_with_setter(value.origin) if self.heeds_setters else None
        if line is None:
            return with_holes(value, self.unit.name)
        # one comment is one value, wherever it stands
        return unknown(f"{self.unit.name}:{line.partition('#')[2]}", Reason.REPLACED(str(value)), value.at)

    def unit_hole(self, name: str, cause: Why) -> Unknown:
        """What is not known, and is one and the same for all objects of its unit."""
        return unknown(f"{self.unit.name}:{name}", cause, self.at)

    def hole(self, name: str, cause: Why | None = None) -> Unknown:
        """What is not known of this object; without a cause, since it is not written."""
        return self.unit_hole(f"{self.address}.{name}", cause or Reason.NOT_WRITTEN())


def _line_with_setter(at: Span) -> str | None:
    """The line of a value, where a comment behind it has a tool replace the value."""
    line = at.source.line(at.line) if _has_setters(at.source) else ""
    return line if _SETTER.search(line) else None


@lru_cache(maxsize=256)
def _has_setters(source: Source) -> bool:
    return _SETTER.search(source.text) is not None
