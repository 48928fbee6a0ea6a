"""Facts of Google Cloud: accounts, grants and roles, projects and their services."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from wi_lint.facts.base import Fact
from wi_lint.grammar import Email, GoogleMember, Member, email, member
from wi_lint.source import Span
from wi_lint.values import Text

__all__ = [
    "AccountKey",
    "AuditConfig",
    "CloudResource",
    "CustomRole",
    "EnabledService",
    "Firewall",
    "GoogleAccount",
    "Grant",
    "OrganizationPolicy",
    "PoolProvider",
    "Project",
    "Target",
    "Writer",
]


class GoogleAccount(Fact, frozen=True, eq=False, kw_only=True):
    """A Google service account (GSA) that is declared here."""

    account_id: Text
    project: Text
    email: Text
    disabled: bool = False
    referred: bool = True
    """Whether the code that declares it may refer to it."""


class AccountKey(Fact, frozen=True, eq=False, kw_only=True):
    """A long-lived key of a Google service account."""

    account: Text
    email: Text | None


class Target(Struct, frozen=True, eq=False, kw_only=True):
    """What a role is granted on: `project`, `folder`, `organization`, or a resource's type.

    `email`: of the Google service account, where the role is granted on one.
    """

    kind: str
    name: Text
    email: Text | None = None

    @property
    def is_wide(self) -> bool:
        return self.kind in ("project", "folder", "organization")


class Writer(Struct, frozen=True, eq=False, kw_only=True):
    """The resource that writes a policy. `binding` owns a role, `policy` owns all roles."""

    kind: Literal["member", "binding", "policy"]
    address: str
    at: Span
    sure: bool
    """Whether it surely exists: not behind a condition that is unknown."""


class Grant(Fact, frozen=True, eq=False, kw_only=True, dict=True):
    """A role, given to one member, on one target."""

    role: Text
    member_text: Text
    target: Target
    writer: Writer
    condition: Text | None = None
    """The expression of its condition."""
    waits: bool = True
    """Whether it is made after the cluster that makes its pool, as far as its own text tells."""
    before: frozenset[str] = frozenset()
    """What Terraform makes after it, where it waits for no cluster, by addresses without keys."""
    permissions: frozenset[str] | None = None
    """What its role holds, where that is a custom role whose declaration was read."""
    ended: bool = False
    """Whether a later command of the same script deletes or disables the account that it is about."""

    @cached_property
    def member(self) -> Member:
        return member(self.member_text)

    @property
    def scope(self) -> tuple[object, ...]:
        """The same for grants that one binding holds: of one role, under one condition."""
        return self.role.key, self.condition.key if self.condition is not None else None

    @cached_property
    def email(self) -> Email | None:
        """The Google service account that it is granted on."""
        return email(self.target.email) if self.target.email else None

    @cached_property
    def about(self) -> frozenset[tuple[str, ...]]:
        """The keys of the Google service accounts that it is on, and given to."""
        given = self.member.email if isinstance(self.member, GoogleMember) else None
        return frozenset(one.key for one in (self.target.email, given) if one is not None)

    def with_end(self, *, ended: bool) -> Grant:
        """The same grant, as it stands when its account is deleted, or is there again."""
        made = replace(self, ended=ended)
        vars(made).update(vars(self))  # what was read of it is as it was
        return made


class CustomRole(Fact, frozen=True, eq=False, kw_only=True):
    """A custom role. `permissions` is nothing where not all of them are known."""

    name: Text
    """Its full name, `projects/P/roles/R` or `organizations/O/roles/R`."""
    permissions: frozenset[str] | None


class CloudResource(Fact, frozen=True, eq=False, kw_only=True):
    """A resource that has an IAM policy of its own. `acls`: where it says that it keeps its old ACLs."""

    kind: str
    name: Text
    acls: Span | None = None
    project: Text | None = None
    """The project that it is in, where that is written."""


class PoolProvider(Fact, frozen=True, eq=False, kw_only=True):
    """A provider of a workload identity pool: whose tokens are taken. `condition`: which of them.

    `attributes`: what it makes of them, by name (`google.subject`, `attribute.repository`); nothing where not
    all is known. `issuer`: the block that says whose they are, such as `oidc` or `aws`.
    """

    pool: Text
    condition: Text | None
    attributes: frozenset[str] | None = None
    issuer: str | None = None


class EnabledService(Fact, frozen=True, eq=False, kw_only=True):
    """An API that is enabled in a project, such as `iamcredentials.googleapis.com`."""

    project: Text
    service: Text


class Project(Fact, frozen=True, eq=False, kw_only=True):
    """A Google Cloud project that is declared or looked up."""

    id: Text
    number: Text


class AuditConfig(Fact, frozen=True, eq=False, kw_only=True):
    """Which Data Access logs of a service are on. `log_types` is nothing where not all are known."""

    target: Target
    service: Text
    log_types: frozenset[str] | None


class Firewall(Fact, frozen=True, eq=False, kw_only=True):
    """A firewall rule of a VPC network. What is not known is nothing."""

    network: Text
    egress: bool | None
    denies: bool
    disabled: bool | None
    priority: int | None
    ranges: frozenset[str] | None
    """The destinations of an egress rule; empty means all."""
    https: bool = True
    """Whether it is about TCP 443, as far as that is known."""
    project: Text | None = None
    targeted: bool = False
    """Whether it is for some machines of the network alone."""


class OrganizationPolicy(Fact, frozen=True, eq=False, kw_only=True):
    """What is said of a constraint, such as `iam.disableServiceAccountKeyCreation`.

    `enforced`: it surely is, for all of the target.
    """

    target: Target
    constraint: Text
    enforced: bool
