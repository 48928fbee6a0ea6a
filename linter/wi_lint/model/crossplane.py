"""Crossplane's objects of Google Cloud to facts.

Source: the resource definitions of crossplane-contrib/provider-upjet-gcp, which mirror Terraform's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wi_lint.compose.manifests import Deployed
from wi_lint.facts import AccountKey, Cluster, Fact, GoogleAccount, Grant, NodePool, Target, Writer
from wi_lint.grammar import email_of_name, with_holes
from wi_lint.source import Span
from wi_lint.tree import Node
from wi_lint.values import Reason, Text, join, known, unknown

_GROUPS = (".gcp.upbound.io", ".gcp.m.upbound.io", ".gcp.crossplane.io")
_SPEC = ("spec", "forProvider")
_EXTERNAL = "crossplane.io/external-name"


def facts(deployed: Iterable[Deployed]) -> Iterator[Fact]:
    """The facts of every object of Crossplane's Google provider among some objects."""
    objects = [_Object(one) for one in deployed if _is_ours(one.root)]
    emails = {one.root.said("metadata", "name"): one.email for one in objects if one.kind == "ServiceAccount"}
    for one in objects:
        yield from one.facts(emails)


def _is_ours(root: Node) -> bool:
    return root.said("apiVersion").partition("/")[0].endswith(_GROUPS)


class _Object:
    """One managed resource. `forProvider` holds what Terraform's resource of that name takes."""

    def __init__(self, deployed: Deployed) -> None:
        self.root = deployed.root
        self.unit = deployed.unit
        self.kind = self.root.said("kind")

    @property
    def at(self) -> Span:
        name = self.root.at("metadata", "name")
        return name.inner.one_line if name else self.root.span.one_line

    @property
    def address(self) -> str:
        return f"{self.kind}/{self.root.said('metadata', 'name')}"

    def hole(self, name: str) -> Text:
        return unknown(f"{self.unit.name}:{self.address}.{name}", Reason.NOT_WRITTEN(), self.at)

    def text(self, *path: str) -> Text | None:
        found = self.root.text(*path)
        return with_holes(found, self.unit.name) if found is not None else None

    def given(self, name: str) -> Text | None:
        return self.text(*_SPEC, name)

    @property
    def name(self) -> Text:
        external = self.text("metadata", "annotations", _EXTERNAL)
        return external or self.text("metadata", "name") or self.hole("name")

    @property
    def project(self) -> Text:
        hole = unknown(f"{self.unit.name}:project", Reason.CURRENT_CONTEXT("the provider's project"), self.at)
        return self.given("project") or hole

    @property
    def email(self) -> Text:
        at = self.name.at
        pieces = [self.name, known("@", at), self.project, known(".iam.gserviceaccount.com", at)]
        return join(pieces, at)

    def facts(self, emails: dict[str, Text]) -> Iterator[Fact]:
        match self.kind:
            case "ServiceAccount":
                yield GoogleAccount(
                    unit=self.unit, address=self.address, at=self.at, account_id=self.name,
                    project=self.project, email=self.email,
                )  # fmt: skip
            case "ServiceAccountKey":
                email = self._account(emails)
                yield AccountKey(
                    unit=self.unit, address=self.address, at=self.at,
                    account=email or self.hole("account"), email=email,
                )  # fmt: skip
            case "ServiceAccountIAMMember":
                email = self._account(emails) or self.hole("serviceAccountId")
                yield self._grant(Target(kind="service_account", name=email, email=email))
            case "ProjectIAMMember":
                yield self._grant(Target(kind="project", name=self.project))
            case "BucketIAMMember":
                bucket = self.given("bucket") or self.hole("bucket")
                yield self._grant(Target(kind="google_storage_bucket", name=bucket))
            case "Cluster" if "container." in self.root.said("apiVersion"):
                yield self._cluster()
            case "NodePool" if "container." in self.root.said("apiVersion"):
                yield self._node_pool()
            case _:
                pass

    def _account(self, emails: dict[str, Text]) -> Text | None:
        written = self.given("serviceAccountId")
        if written is not None:
            return email_of_name(written) or written
        reference = self.root.said(*_SPEC, "serviceAccountIdRef", "name")
        return emails.get(reference)

    def _grant(self, target: Target) -> Grant:
        writer = Writer(kind="member", address=self.address, at=self.at, sure=True)
        return Grant(
            unit=self.unit, address=self.address, at=self.at, role=self.given("role") or self.hole("role"),
            member_text=self.given("member") or self.hole("member"), target=target, writer=writer,
        )  # fmt: skip

    def _first(self, *path: str) -> Node | None:
        """A block, which is a list of one in older versions."""
        node = self.root.at(*_SPEC, *path)
        return next(iter(node.items), node) if node is not None else None

    def _cluster(self) -> Cluster:
        config = self._first("workloadIdentityConfig")
        at = self.at
        location = self.given("location") or self.hole("location")
        pieces = [known("projects/", at), self.project, known("/locations/", at), location]
        return Cluster(
            unit=self.unit, address=self.address, at=at, name=self.name, project=self.project,
            identity=join([*pieces, known("/clusters/", at), self.name], at),
            pool=config.text("workloadPool") if config is not None else None,
            autopilot=self.root.truthy(*_SPEC, "enableAutopilot"),
        )  # fmt: skip

    def _node_pool(self) -> NodePool:
        config = self._first("nodeConfig")
        block = config.get("workloadMetadataConfig") if config is not None else None
        inner = next(iter(block.items), block) if block is not None else None
        cluster = self.given("cluster") or self.text(*_SPEC, "clusterRef", "name")
        return NodePool(
            unit=self.unit, address=self.address, at=self.at, name=self.name,
            cluster=cluster or self.hole("cluster"), mode=inner.text("mode") if inner is not None else None,
        )  # fmt: skip
