"""Crossplane's objects of Google Cloud to facts.

Source: the resource definitions of crossplane-contrib/provider-upjet-gcp, which mirror Terraform's:
`forProvider` holds the arguments of Terraform's resource, in camel case, and `<argument>Ref` names another
object instead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from wi_lint.compose.manifests import Deployed
from wi_lint.environments import Nearest
from wi_lint.facts import (
    AccountKey,
    BadReference,
    Cluster,
    Fact,
    GoogleAccount,
    Grant,
    NodePool,
    Target,
    Writer,
)
from wi_lint.google import OF_CROSSPLANE, GoogleResource
from wi_lint.grammar import cluster_path, email_of_name, gsa_email, is_slip, put_together
from wi_lint.lazy_re import regex
from wi_lint.model.manifest import ManifestObject
from wi_lint.signs import Signs
from wi_lint.tree import Node
from wi_lint.values import Reason, Text

GROUPS = (".gcp.upbound.io", ".gcp.m.upbound.io", ".gcp.crossplane.io")
"""How the API groups of the provider end."""
SIGNS = Signs(words=frozenset(GROUPS))
_SPEC = ("spec", "forProvider")
_EXTERNAL = "crossplane.io/external-name"
_GRANTS = regex(r"(.+)IAM(Member|Binding)")


def facts(deployed: Iterable[Deployed]) -> Iterator[tuple[str, Iterator[Fact]]]:
    """The objects of Crossplane's Google provider among some objects: the file of each, and its facts."""
    objects = [_Object(one) for one in deployed if _is_ours(one.root)]
    accounts: defaultdict[str, Nearest[_Object]] = defaultdict(Nearest)
    for one in objects:
        if one.type == "ServiceAccount":
            accounts[one.root.literal("metadata", "name")].add(one.unit, one)
    yield from ((one.root.source.path, one.facts(accounts)) for one in objects)


def _is_ours(root: Node) -> bool:
    return root.literal("apiVersion").partition("/")[0].endswith(GROUPS)


_FEW = 21
"""Most accounts that a reference is likened to; its name has at most three times as many letters."""


class _Object(ManifestObject):
    """One managed resource."""

    heeds_setters = False

    @property
    def type(self) -> str:
        """What Crossplane calls the resource, in whichever of its groups."""
        return self.kind

    @property
    def title(self) -> Text:
        """What the resource is called in Google Cloud."""
        return self.text("metadata", "annotations", _EXTERNAL) or self.text("metadata", "name") or self.name

    def given(self, name: str) -> Text | None:
        return self.text(*_SPEC, name)

    def needed(self, name: str) -> Text:
        """An argument, or a hole in its place."""
        return self.given(name) or self.hole(name)

    @cached_property
    def project(self) -> Text:
        cause = Reason.CURRENT_CONTEXT("the provider's project")
        return self.given("project") or self.unit_hole("project", cause)

    @cached_property
    def email(self) -> Text:
        return gsa_email(self.title, self.project)

    def facts(self, accounts: dict[str, Nearest[_Object]]) -> Iterator[Fact]:
        family = self.group.partition(".")[0]
        grants = _GRANTS.fullmatch(self.kind)
        if grants is not None:
            resource = OF_CROSSPLANE.get(f"{family}/{grants[1]}")
            if resource is not None:
                yield from self._granted(resource, grants[2], accounts)
                yield from self._astray(accounts)
            return
        match family, self.kind:
            case "cloudplatform", "ServiceAccount":
                yield GoogleAccount(
                    unit=self.unit, address=self.address, at=self.at, account_id=self.title,
                    project=self.project, email=self.email,
                )  # fmt: skip
            case "cloudplatform", "ServiceAccountKey":
                email = self._account(accounts)
                yield AccountKey(
                    unit=self.unit, address=self.address, at=self.at,
                    account=email or self.hole("account"), email=email,
                )  # fmt: skip
            case "container", "Cluster":
                yield self._cluster()
            case "container", "NodePool":
                yield self._node_pool()
            case _:
                pass

    def _account(self, accounts: dict[str, Nearest[_Object]]) -> Text | None:
        """The account that it is about: by its resource name, or by a reference to its object."""
        written = self.given("serviceAccountId")
        if written is not None:
            return email_of_name(written) or written
        found = accounts.get(self.root.literal(*_SPEC, "serviceAccountIdRef", "name"))
        meant = found.of(self.unit) if found is not None else []
        return meant[0].email if meant else None

    def _astray(self, accounts: dict[str, Nearest[_Object]]) -> Iterator[BadReference]:
        """A reference to the object of an account that is not there, and nearly is."""
        node = self.root.find(*_SPEC, "serviceAccountIdRef", "name")
        name = node.literal() if node is not None else ""
        if node is None or not name or name in accounts or self.given("serviceAccountId") is not None:
            return
        if max(len(accounts), len(name) // 3) > _FEW:
            return
        alike = [other for other in accounts if abs(len(other) - len(name)) < 3 and is_slip(name, other)]
        if len(alike) == 1:
            says = f"no ServiceAccount is called '{name}': did you mean '{alike[0]}'?"
            yield BadReference(
                unit=self.unit,
                address=self.address,
                at=node.span.one_line,
                says=says,
                better=f"name: {alike[0]}",
            )

    def _granted(
        self, resource: GoogleResource, form: str, accounts: dict[str, Nearest[_Object]]
    ) -> Iterator[Grant]:
        """A role, given to one member or to a list of them."""
        target = self._target(resource, accounts)
        kind = "member" if form == "Member" else "binding"
        writer = Writer(
            kind="member" if kind == "member" else "binding", address=self.address, at=self.at, sure=True
        )
        members = [node.text() for node in self.root.each(*_SPEC, "members")] if kind == "binding" else []
        for who in members or [self.given("member")]:
            yield Grant(
                unit=self.unit, address=self.address, at=self.at, role=self.needed("role"),
                member_text=self.clean(who) if who is not None else self.hole("member"), target=target,
                writer=writer,
            )  # fmt: skip

    def _target(self, resource: GoogleResource, accounts: dict[str, Nearest[_Object]]) -> Target:
        if resource.type == "google_service_account":
            email = self._account(accounts) or self.hole("serviceAccountId")
            return Target(kind="service_account", name=self.given("serviceAccountId") or email, email=email)
        if resource.scope == "project":
            return Target(kind="project", name=self.project)
        kind = resource.scope if resource.scope in ("folder", "organization") else resource.type
        names = [self._named(argument) for argument in resource.target or ()]
        pieces = [piece for name in names for piece in ("/", name)][1:]
        return Target(kind=kind, name=put_together(self.at, *pieces) if len(names) > 1 else names[0])

    def _named(self, argument: str) -> Text:
        """A thing that is named by an argument, or by a reference to its object."""
        name = _camel(argument)
        return self.given(name) or self.text(*_SPEC, f"{name}Ref", "name") or self.hole(name)

    def _first(self, *path: str) -> Node | None:
        """A block, which is a list of one in older versions."""
        node = self.root.find(*_SPEC, *path)
        return next(iter(node.items), node) if node is not None else None

    def _cluster(self) -> Cluster:
        config = self._first("workloadIdentityConfig")
        at, location = self.at, self.needed("location")
        return Cluster(
            unit=self.unit, address=self.address, at=at, name=self.title, project=self.project,
            identity=cluster_path(self.project, location, self.title, at),
            pool=config.text("workloadPool") if config is not None else None,
            autopilot=self.root.truthy(*_SPEC, "enableAutopilot"),
        )  # fmt: skip

    def _node_pool(self) -> NodePool:
        config = self._first("nodeConfig")
        block = config.get("workloadMetadataConfig") if config is not None else None
        inner = next(iter(block.items), block) if block is not None else None
        cluster = self.given("cluster") or self.text(*_SPEC, "clusterRef", "name")
        return NodePool(
            unit=self.unit, address=self.address, at=self.at, name=self.title,
            cluster=cluster or self.hole("cluster"), mode=inner.text("mode") if inner is not None else None,
        )  # fmt: skip


def _camel(name: str) -> str:
    """`service_account_id` is `serviceAccountId`."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
