"""What one resource says, whatever language it was written in.

Facts are compared by identity. `address` names the resource as its own tool does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from wi_lint.grammar import Email, Member, email, member
from wi_lint.problems import Problem as Reading
from wi_lint.source import Span
from wi_lint.unit import Unit
from wi_lint.values import Text, Unknown

ANNOTATION = "iam.gke.io/gcp-service-account"
"""The key of the annotation that names the Google service account to act as."""
WAIVER = "wi-lint.dev/ignore."
"""How the key of an annotation begins that wi-lint itself obeys; a rule's name follows."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Fact:
    """The base of all facts. `at`: the place that names the resource, on one line."""

    unit: Unit
    address: str
    at: Span


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Annotation:
    """A key of `metadata.annotations` or `metadata.labels`, and its value."""

    key: str
    key_at: Span
    value: Text


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class KubernetesAccount(Fact):
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
    open: str | None = None
    """Why it may have annotations that are not written here."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Waiver(Fact):
    """An annotation that asks wi-lint to be silent about its object, which is `of`."""

    rule: str
    reason: str
    of: Span


@dataclass(frozen=True, slots=True, eq=False)
class Need:
    """Something that calls Google Cloud, and so needs an identity and a role.

    `kind` says what it calls, `what` it is for people. `project`: where the thing is that it calls,
    if that is written. `name`: the object that tells more of it.
    """

    kind: str
    what: str
    at: Span
    project: Text | None = None
    name: Text | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class KeyUse:
    """A service account key that a pod is given, which then overrides Workload Identity."""

    secret: Text | None
    at: Span


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Setting:
    """An environment variable of a container."""

    name: str
    value: Text
    at: Span
    container: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ProjectedToken:
    """A token of the pod's account that is mounted as a file. `sub_path`: a mount that never renews it."""

    audience: Text | None
    seconds: int | None
    seconds_at: Span
    sub_path: Span | None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Workload(Fact):
    """Anything that makes pods. `account` is nothing where its pods run as `default`."""

    kind: str
    namespace: Text
    name: Text
    account: Text | None
    host_network: Span | None = None
    node_pool: Text | None = None
    needs: tuple[Need, ...] = ()
    keys: tuple[KeyUse, ...] = ()
    labels: Mapping[str, Text] = field(default_factory=dict)
    """The labels of its pods."""
    settings: tuple[Setting, ...] = ()
    """The variables that have to do with the way to Google Cloud."""
    tokens: tuple[ProjectedToken, ...] = ()
    metadata_selector: Span | None = None
    """A node selector for nodes with GKE's metadata server."""
    other_account: Text | None = None
    """What the deprecated `serviceAccount` says, where that differs."""
    pod_at: Span


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Demand(Fact):
    """An object for which a controller calls Google Cloud, as an account that it always has."""

    namespace: Text
    account: Text
    need: Need


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SecretClass(Fact):
    """A SecretProviderClass: which secrets a volume mounts. `google`: whether they are Secret Manager's."""

    namespace: Text
    name: Text
    google: bool
    project: Text | None
    """The one project of the secrets."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class MisplacedAnnotation(Fact):
    """Workload Identity's annotation on an object that is no service account."""

    kind: str
    place: Literal["annotation", "label"]
    value: Text
    namespace: Text
    account: Text | None = None
    """The KSA that the object's pods run as, where it makes pods."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Namespace(Fact):
    """A namespace that is declared."""

    name: Text


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ModuleCall(Fact):
    """A call of a Terraform module that was read: what it makes has its address in front."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Secret(Fact):
    """A secret that is declared, and the names of its entries."""

    namespace: Text
    name: Text
    type: Text | None
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Selector:
    """Which pods a network policy is about. `sure` is false where parts of it were not understood."""

    labels: Mapping[str, Text]
    expressions: tuple[tuple[str, str, frozenset[str]], ...] = ()
    """Key, operator and values of each of `matchExpressions`."""
    sure: bool = True


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class IpBlock:
    """Addresses that traffic may go to, and those that are cut out of them."""

    cidr: Text
    excepts: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Egress:
    """A rule of what pods may reach.

    `blocks` is nothing where it allows every destination, and empty where it allows pods alone.
    `ports` is nothing where it allows every port; else TCP ports from one to another.
    """

    blocks: tuple[IpBlock, ...] | None
    ports: tuple[tuple[int, int], ...] | None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class NetworkPolicy(Fact):
    """A network policy. `egress` is nothing where it leaves outgoing traffic alone.

    `foreign`: it is of a kind, such as Cilium's, that is not read.
    """

    namespace: Text
    name: Text
    selector: Selector
    egress: tuple[Egress, ...] | None
    egress_at: Span
    foreign: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class GoogleAccount(Fact):
    """A Google service account (GSA) that is declared here."""

    account_id: Text
    project: Text
    email: Text
    disabled: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Target:
    """What a role is granted on: `project`, `folder`, `organization`, or a resource's type.

    `email`: of the Google service account, where the role is granted on one.
    """

    kind: str
    name: Text
    email: Text | None = None

    @property
    def is_wide(self) -> bool:
        return self.kind in ("project", "folder", "organization")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Writer:
    """The resource that writes a policy. `binding` owns a role, `policy` owns all roles."""

    kind: Literal["member", "binding", "policy"]
    address: str
    at: Span
    sure: bool
    """Whether it surely exists: not behind a condition that is unknown."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Grant(Fact):
    """A role, given to one member, on one target."""

    role: Text
    member_text: Text
    target: Target
    writer: Writer
    condition: str | None = None
    """The condition's expression, or `?` where it is not known."""
    waits: bool = True
    """Whether it is made after the cluster that makes its pool, as far as its own text tells."""
    permissions: frozenset[str] | None = None
    """What its role holds, where that is a custom role whose declaration was read."""

    @cached_property
    def member(self) -> Member:
        return member(self.member_text)

    @cached_property
    def email(self) -> Email | None:
        """The Google service account that it is granted on."""
        return email(self.target.email) if self.target.email else None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class NodePool(Fact):
    """A node pool. `mode`: what its metadata server is, where that is written."""

    name: Text
    cluster: Text
    mode: Text | None
    is_default: bool = False
    is_new: bool = False
    """Whether a command makes it, and so for a cluster that has its pool."""
    account: Text | None = None
    """The Google service account of its nodes; nothing where it is the Compute Engine default one."""


def called(fact: Cluster | NodePool) -> str:
    """What people call it: its name, or its address where no part of the name is known."""
    return fact.address if isinstance(fact.name, Unknown) else f"'{fact.name}'"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Cluster(Fact):
    """A GKE cluster. `pool` is nothing where no workload pool is written.

    `off`: it is written that there is none. `open`: why there may be one that cannot be seen.
    """

    name: Text
    project: Text
    identity: Text
    """Its full name, `projects/P/locations/L/clusters/N`."""
    pool: Text | None
    off: Span | None = None
    switched: Span | None = None
    """The command that gave a pool to a cluster which was there already."""
    open: str | None = None
    autopilot: bool = False
    location: Text | None = None
    dataplane_v2: bool | None = None
    """Whether it runs Dataplane V2, where that is written."""
    provisioned: tuple[Text | None, ...] = ()
    """The account of nodes that auto-provisioning makes, as in `NodePool.account`; empty where it is off."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ClusterReference(Fact):
    """An object that says which cluster it is in; what is not written is nothing."""

    project: Text | None
    location: Text | None
    name: Text | None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RemovedArgument(Fact):
    """An argument that the provider has no more. `instead`: what says the same today."""

    name: str
    instead: str
    value: Text
    key_at: Span


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class FleetMembership(Fact):
    """A cluster that is a member of a fleet, whose workload pool is then the fleet's project's."""

    project: Text
    """The fleet's host project."""
    cluster: Text | None
    """The GKE cluster's full name; nothing for clusters elsewhere."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class AccountKey(Fact):
    """A long-lived key of a Google service account."""

    account: Text
    email: Text | None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class CloudResource(Fact):
    """A resource that has an IAM policy of its own. `acls`: where it says that it keeps its old ACLs."""

    kind: str
    name: Text
    acls: Span | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class CustomRole(Fact):
    """A custom role. `permissions` is nothing where not all of them are known."""

    name: Text
    """Its full name, `projects/P/roles/R` or `organizations/O/roles/R`."""
    permissions: frozenset[str] | None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class EnabledService(Fact):
    """An API that is enabled in a project, such as `iamcredentials.googleapis.com`."""

    project: Text
    service: Text


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Project(Fact):
    """A Google Cloud project that is declared or looked up."""

    id: Text
    number: Text


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class AuditConfig(Fact):
    """Which Data Access logs of a service are on. `log_types` is nothing where not all are known."""

    target: Target
    service: Text
    log_types: frozenset[str] | None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Firewall(Fact):
    """A firewall rule of a VPC network. What is not known is nothing."""

    network: Text
    egress: bool | None
    denies: bool
    disabled: bool | None
    priority: int | None
    ranges: frozenset[str] | None
    """The destinations of an egress rule; empty means all."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Unread(Fact):
    """Something that may hold facts, and that was not understood: a registry module, a script."""

    kind: Literal["module", "script", "chart"]
    why: str
    mentions: tuple[Text, ...] = ()
    text: str = ""
    namespace: Text | None = None
    """The namespace that all of it goes to, where that is known."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class GoneAccount(Fact):
    """A Google service account that a command deletes or disables, and none brings back."""

    email: Text
    how: Literal["deleted", "disabled"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class DeprecatedFlag(Fact):
    """A flag of a command that has a new name. `instead`: the flag of today, with its value."""

    flag: str
    instead: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class UnquotedMember(Fact):
    """A member with brackets that a shell is given without quotes."""

    member: Text
    bracket: Span


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class UnescapedKey(Fact):
    """The annotation's key as a setting of Helm, whose dots stand for tables.

    Or, as a `pointer`, in the path of a JSON patch, whose slashes do.
    """

    key: Text
    pointer: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class KeyMaterial(Fact):
    """A private key in a file. `where`: what holds it, for people; the key itself is kept nowhere."""

    where: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class BadReference(Fact):
    """A reference between objects that leads nowhere: a clause, and what to write."""

    says: str
    better: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class UnreadValue(Fact):
    """A key of a chart's values that the chart does not read, and the one that was likely meant."""

    key: str
    meant: str
    meant_at: Span


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Problem(Fact):
    """Something that could not be read."""

    reading: Reading


__all__ = [
    "ANNOTATION",
    "AccountKey",
    "Annotation",
    "AuditConfig",
    "BadReference",
    "CloudResource",
    "Cluster",
    "ClusterReference",
    "CustomRole",
    "Demand",
    "DeprecatedFlag",
    "Egress",
    "EnabledService",
    "Fact",
    "Firewall",
    "FleetMembership",
    "GoneAccount",
    "GoogleAccount",
    "Grant",
    "IpBlock",
    "KeyMaterial",
    "KeyUse",
    "KubernetesAccount",
    "MisplacedAnnotation",
    "Namespace",
    "Need",
    "NetworkPolicy",
    "NodePool",
    "Problem",
    "Project",
    "ProjectedToken",
    "RemovedArgument",
    "Secret",
    "SecretClass",
    "Selector",
    "Setting",
    "Target",
    "UnescapedKey",
    "UnquotedMember",
    "Unread",
    "UnreadValue",
    "Workload",
    "Writer",
    "called",
]
