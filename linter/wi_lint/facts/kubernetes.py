"""Facts of Kubernetes: accounts, what runs as them, and what objects say of their cluster."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from msgspec import Struct, field

from wi_lint.facts.base import Annotation, Fact
from wi_lint.grammar import Fault, annotation_faults
from wi_lint.source import Span
from wi_lint.values import Text

__all__ = [
    "AnnotationIgnore",
    "AnonymousSource",
    "AstrayAccountName",
    "ClusterReference",
    "Demand",
    "ExternalAccount",
    "KeyUse",
    "KubernetesAccount",
    "MisplacedAnnotation",
    "Namespace",
    "Need",
    "ProjectedToken",
    "Secret",
    "SecretClass",
    "Setting",
    "SettingsMap",
    "SlippedEmail",
    "Workload",
]


class KubernetesAccount(Fact, frozen=True, eq=False, kw_only=True, dict=True):
    """A Kubernetes service account (KSA).

    `google`: the value of the annotation that names a Google service account. `partial`: the text
    is a patch, or a command, that only says a part of it.
    """

    namespace: Text
    name: Text
    google: Text | None
    annotations: tuple[Annotation, ...] = ()
    stray: Text | None = None
    """The text that stands where a mapping of annotations belongs."""
    partial: bool = False
    derived: bool = False
    """Whether a controller makes it, for an object that names its Google account."""
    open: str | None = None
    """Why it may have annotations that are not written here."""
    loose: bool = False
    """Whether it is what a file of values says that nothing in the tree is seen to use."""
    by_command: bool = False
    """Whether a command makes or annotates it."""

    @cached_property
    def faults(self) -> list[Fault]:
        """Why its annotation cannot be right."""
        return annotation_faults(self.google) if self.google is not None else []

    @cached_property
    def acts_as(self) -> Text | None:
        """The Google service account that its pods act as: nothing where it is no e-mail, or only a part
        of what is said of the account.
        """
        google = self.google
        stands = google is not None and str(google).strip() and not self.partial and not self.faults
        return google if stands else None


class AnnotationIgnore(Fact, frozen=True, eq=False, kw_only=True):
    """An annotation that asks wi-lint to be silent about its object, which is `of`."""

    rule: str
    reason: str
    of: Span


class Need(Struct, frozen=True, eq=False):
    """Something that calls Google Cloud, and so needs an identity and a role.

    `kind` says what it calls, `what` it is for people. `project`: where the thing is that it calls,
    if that is written. `name`: the object that tells more of it. `uses`: the very resources, by their ids,
    where all of them are written.
    """

    kind: str
    what: str
    at: Span
    project: Text | None = None
    name: Text | None = None
    uses: tuple[Text, ...] = ()


class KeyUse(Struct, frozen=True, eq=False, kw_only=True):
    """A service account key that a pod is given, which then overrides Workload Identity."""

    secret: Text | None
    at: Span


class Setting(Struct, frozen=True, eq=False, kw_only=True):
    """An environment variable of a container."""

    name: str
    value: Text
    at: Span
    container: str


class SettingsMap(Fact, frozen=True, eq=False, kw_only=True):
    """A config map with variables that containers may take as a whole."""

    namespace: Text
    name: Text
    settings: tuple[Setting, ...]


class ProjectedToken(Struct, frozen=True, eq=False, kw_only=True):
    """A token of the pod's account in a file. `sub_path`: a mount of it alone, which is never renewed.

    `audience` is nothing where it is the API server's own. `files`: the paths of the token, one for
    each mount. `configs`: the config maps that the pod mounts.
    """

    at: Span
    audience: Text | None
    seconds: int | None
    seconds_at: Span
    sub_path: Span | None
    files: tuple[Text, ...] = ()
    configs: tuple[Text, ...] = ()


class ExternalAccount(Fact, frozen=True, eq=False, kw_only=True):
    """A config map with a configuration by which a library exchanges a token that stands in a file."""

    namespace: Text
    name: Text
    audience: Text | None
    file: Text | None


class Workload(Fact, frozen=True, eq=False, kw_only=True):
    """Anything that makes pods. `account` is nothing where its pods run as `default`."""

    kind: str
    namespace: Text
    name: Text
    account: Text | None
    host_network: Span | None = None
    node_pool: Text | None = None
    node_labels: Mapping[str, Text] = field(default_factory=dict)
    """The labels that its nodes must have."""
    picks_nodes: bool = False
    """Whether it asks for nodes in some way."""
    needs: tuple[Need, ...] = ()
    keys: tuple[KeyUse, ...] = ()
    labels: Mapping[str, Text] = field(default_factory=dict)
    """The labels of its pods."""
    annotations: Mapping[str, Text] = field(default_factory=dict)
    """Those of its pods."""
    powerful: Span | None = None
    """Where its pods are given power over their node: privileged, its processes, or its files."""
    settings: tuple[Setting, ...] = ()
    """The variables that have to do with the way to Google Cloud."""
    settings_from: tuple[tuple[str, Text], ...] = ()
    """The config maps that containers take variables from as a whole: container and name."""
    mounts: Mapping[str, tuple[Text, ...]] | None = None
    """Where its containers have volumes, by their names; nothing where some of that is not known."""
    tokens: tuple[ProjectedToken, ...] = ()
    metadata_selector: Span | None = None
    """A node selector for nodes with GKE's metadata server."""
    other_account: Text | None = None
    """What the deprecated `serviceAccount` says, where that differs."""
    pod_at: Span


class Demand(Fact, frozen=True, eq=False, kw_only=True):
    """An object for which a controller calls Google Cloud, as an account that it always has."""

    namespace: Text
    account: Text
    need: Need


class SecretClass(Fact, frozen=True, eq=False, kw_only=True):
    """A SecretProviderClass: which secrets a volume mounts. `google`: whether they are Secret Manager's."""

    namespace: Text
    name: Text
    google: bool
    project: Text | None
    """The one project of the secrets."""
    uses: tuple[Text, ...] = ()
    """The ids of the secrets, where all of them are written."""


class MisplacedAnnotation(Fact, frozen=True, eq=False, kw_only=True):
    """Workload Identity's annotation on an object that is no service account, or astray in values of a chart.

    `kind`: of the object; of `values`, the path of the key. `better`: the path that charts read. `unmade`:
    no object has it that the chart makes of its values, where `better` is a key of theirs that says so.
    """

    kind: str
    place: Literal["annotation", "label", "values", "unmade"]
    value: Text
    namespace: Text
    account: Text | None = None
    """The KSA that the object's pods run as, where it makes pods."""
    better: str = ""
    read: str = ""
    """The path of an account's annotations in its values that the chart reads, of `unmade`."""


class SlippedEmail(Fact, frozen=True, eq=False, kw_only=True):
    """An e-mail of a Google service account that differs by a slip from one that its file has more often."""

    email: Text
    meant: Text


class AstrayAccountName(Fact, frozen=True, eq=False, kw_only=True):
    """An account's name on a level of a workload at which nothing reads it. `better`: where it belongs."""

    kind: str
    path: str
    account: str
    better: str


class AnonymousSource(Fact, frozen=True, eq=False, kw_only=True):
    """What a controller pulls from a registry of Google without an identity. `project`: the registry's.

    `namespace`, `account`: its own, which it would ask with.
    """

    url: Text
    project: str
    namespace: Text
    account: Text


class Namespace(Fact, frozen=True, eq=False, kw_only=True):
    """A namespace that is declared."""

    name: Text


class Secret(Fact, frozen=True, eq=False, kw_only=True):
    """A secret that is declared, and the names of its entries."""

    namespace: Text
    name: Text
    type: Text | None
    keys: tuple[str, ...] = ()
    account: Text | None = None
    """The Kubernetes service account whose token it is to hold."""


class ClusterReference(Fact, frozen=True, eq=False, kw_only=True):
    """An object that says which cluster it is in; what is not written is nothing."""

    project: Text | None
    location: Text | None
    name: Text | None
