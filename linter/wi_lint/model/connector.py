"""Config Connector's objects to facts: the same as those of Terraform.

Source: the resource definitions of GoogleCloudPlatform/k8s-config-connector (2026-08-22).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from wi_lint.compose.manifests import Deployed
from wi_lint.environments import Nearest
from wi_lint.facts import (
    AccountKey,
    AuditConfig,
    BadReference,
    CloudResource,
    Cluster,
    EnabledService,
    Fact,
    FleetMembership,
    GoogleAccount,
    Grant,
    NodePool,
    Project,
    Target,
    Writer,
)
from wi_lint.google import OF_CONNECTOR
from wi_lint.grammar import cluster_path, email_of_name, gsa_email, gsa_member, put_together
from wi_lint.lazy_re import regex
from wi_lint.model.manifest import ManifestObject
from wi_lint.signs import Signs
from wi_lint.tree import Node, empty
from wi_lint.unit import Unit
from wi_lint.values import (
    Reason,
    Text,
    known,
    unknown,
)

GROUP = ".cnrm.cloud.google.com"
"""How the API groups of Config Connector end."""
SIGNS = Signs(words=frozenset({GROUP}))
_WORD = regex(r"[a-z0-9][-a-z0-9]*")
_PROJECT = "cnrm.cloud.google.com/project-id"


def facts(deployed: Iterable[Deployed]) -> Iterator[tuple[str, Iterator[Fact]]]:
    """The objects of Config Connector among some objects: the file of each, and its facts."""
    objects = [_Object(one) for one in deployed if _is_ours(one.root)]
    if objects:
        cloud = _Cloud(objects, deployed)
        yield from ((one.root.source.path, cloud.facts(one)) for one in objects)


def _is_ours(root: Node) -> bool:
    return root.literal("apiVersion").partition("/")[0].endswith(GROUP)


class _Object(ManifestObject):
    """One object of Config Connector."""

    heeds_setters = False

    @property
    def own_name(self) -> str:
        """What it is called as an object of Kubernetes, by which others refer to it."""
        return self.root.literal("metadata", "name")

    @cached_property
    def title(self) -> Text:
        """What the resource is called in Google Cloud."""
        return self.text("spec", "resourceID") or self.text("metadata", "name") or self.hole("name")


_Place = tuple[tuple[str, ...], str]
"""A namespace, and a name in it."""


class _Cloud:
    """All of them together, since they refer to one another."""

    def __init__(self, objects: list[_Object], deployed: Iterable[Deployed]) -> None:
        self.objects = objects
        self.accounts: dict[_Place, Nearest[_Object]] = defaultdict(Nearest)
        """Accounts, by where they are."""
        self._emails: dict[tuple[_Place, Unit], Text | None] = {}
        for one in objects:
            if one.kind == "IAMServiceAccount":
                self.accounts[one.namespace.key, one.own_name].add(one.unit, one)
        self.projects: dict[str, Nearest[Text]] = defaultdict(Nearest)
        """The projects of namespaces."""
        for other in deployed:
            project = other.root.text("metadata", "annotations", _PROJECT)
            if other.root.literal("kind") == "Namespace" and project is not None:
                name = other.root.literal("metadata", "name")
                self.projects[name].add(other.unit, project)

    def facts(self, one: _Object) -> Iterator[Fact]:
        readers = {
            "IAMServiceAccount": self._account,
            "IAMServiceAccountKey": self._key,
            "IAMPolicyMember": self._member,
            "IAMPartialPolicy": self._policy,
            "IAMPolicy": self._policy,
            "IAMAuditConfig": self._audit,
            "ContainerCluster": self._cluster,
            "GKEHubMembership": self._membership,
            "ContainerAttachedCluster": self._membership,
            "ContainerNodePool": self._node_pool,
            "Project": self._project,
            "Service": self._service,
        }
        yield from _bad_reference(one)
        reader = readers.get(one.kind)
        if reader is not None:
            yield from reader(one)
        elif one.kind in OF_CONNECTOR and OF_CONNECTOR[one.kind].target is not None:
            yield CloudResource(
                unit=one.unit, address=one.address, at=one.at, kind=OF_CONNECTOR[one.kind].type,
                name=one.title,
            )  # fmt: skip

    # where things are

    def project(self, one: _Object) -> Text:
        """The project of an object: its own, its namespace's, or what its namespace is called."""
        own = one.text("metadata", "annotations", _PROJECT) or one.text("spec", "projectRef", "external")
        if own is not None:
            return _bare(own)
        if not one.has_namespace:
            return one.unit_hole("project", Reason.NOT_WRITTEN("its namespace"))
        near = self.projects[one.namespace.known or ""].of(one.unit)
        if near:
            return one.clean(near[0])
        return one.unit_hole(
            f"project of {one.namespace}", Reason.CURRENT_CONTEXT("the project of its namespace")
        )

    def email(self, one: _Object) -> Text:
        return gsa_email(one.title, self.project(one))

    def referred(self, one: _Object, *path: str) -> Text | None:
        """The e-mail of the account that a reference names."""
        external = one.text(*path, "external")
        if external is not None:
            return email_of_name(external) or external
        name = one.text(*path, "name")
        if name is None:
            return None
        return self._email_of(one, name, one.text(*path, "namespace") or one.namespace)

    def _email_of(self, one: _Object, name: Text, namespace: Text) -> Text:
        """The e-mail of the account that an object names: the nearest, where all that are near agree.

        Who names another namespace than its own means that one, whatever environment it is of.
        """
        place = namespace.key, name.known or ""
        if (place, one.unit) not in self._emails:
            near = self.accounts[place].of(one.unit)
            if not near and namespace.key != one.namespace.key:
                near = self.accounts[place].only()
            found = [self.email(account) for account in near]
            is_one = len(set(map(str, found))) == 1
            self._emails[place, one.unit] = found[0] if is_one else None
        email = self._emails[place, one.unit]
        if email is not None:
            return email.placed(name.at)
        cause = Reason.ELSEWHERE("the account that it refers to")
        host = unknown(f"{one.unit.name}:project of {namespace}", cause, name.at)
        return put_together(name.at, name, "@", host, ".iam.gserviceaccount.com")

    # accounts and grants

    def _account(self, one: _Object) -> Iterator[Fact]:
        yield GoogleAccount(
            unit=one.unit, address=one.address, at=one.at, account_id=one.title,
            project=self.project(one), email=self.email(one), disabled=one.root.truthy("spec", "disabled"),
            referred=self._mentions[one.own_name] > 1 or one.title.known is None,
        )  # fmt: skip

    @cached_property
    def _mentions(self) -> Counter[str]:
        """In how many objects a word stands, an account's own among them."""
        texts = {one.root.span: one.root.span.text for one in self.objects}
        return Counter(word for text in texts.values() for word in set(_WORD.findall(text)))

    def _key(self, one: _Object) -> Iterator[Fact]:
        email = self.referred(one, "spec", "serviceAccountRef")
        account = email or one.hole("account")
        yield AccountKey(unit=one.unit, address=one.address, at=one.at, account=account, email=email)

    def _member(self, one: _Object) -> Iterator[Fact]:
        who = one.text("spec", "member")
        if who is None:
            who = self._member_from(one, one.root.find("spec", "memberFrom"))
        role = one.text("spec", "role") or one.hole("role")
        if who is not None:
            yield self._grant(one, role, who, "member", _condition(one.root.find("spec", "condition")))

    def _policy(self, one: _Object) -> Iterator[Fact]:
        for binding in one.root.each("spec", "bindings"):
            role = binding.text("role") or one.hole("role")
            condition = _condition(binding.get("condition"))
            for node in binding.each("members"):
                who = node.text() or node.text("member") or self._member_from(one, node.get("memberFrom"))
                if who is not None:
                    kind = "policy" if one.kind == "IAMPolicy" else "member"
                    yield self._grant(one, role, one.clean(who), kind, condition)

    def _member_from(self, one: _Object, node: Node | None) -> Text | None:
        reference = node.get("serviceAccountRef") if node is not None else None
        if reference is None:
            return None
        name = reference.text("name")
        if name is None:
            return None
        email = self._email_of(one, name, reference.text("namespace") or one.namespace)
        return gsa_member(email, name.at)

    def _grant(self, one: _Object, role: Text, who: Text, kind: str, condition: Text | None) -> Grant:
        writer = Writer(
            kind="policy" if kind == "policy" else "member", address=one.address, at=one.at, sure=True
        )
        return Grant(
            unit=one.unit, address=one.address, at=one.at, role=role, member_text=who,
            target=self._target(one), writer=writer, condition=condition,
        )  # fmt: skip

    def _target(self, one: _Object) -> Target:
        kind = one.root.literal("spec", "resourceRef", "kind")
        external = one.text("spec", "resourceRef", "external")
        name = external or one.text("spec", "resourceRef", "name") or one.hole("resourceRef")
        match kind:
            case "IAMServiceAccount":
                email = self.referred(one, "spec", "resourceRef") or one.hole("resourceRef")
                return Target(kind="service_account", name=email, email=email.placed(name.at))
            case "Project":
                return Target(kind="project", name=_bare(name))
            case "Folder" | "Organization":
                return Target(kind=kind.lower(), name=name)
            case _:
                known_type = OF_CONNECTOR.get(kind)
                title = known_type.type if known_type is not None else f"Config Connector's {kind}"
                return Target(kind=title, name=name)

    def _audit(self, one: _Object) -> Iterator[Fact]:
        types = frozenset(node.literal("logType") for node in one.root.each("spec", "auditLogConfigs"))
        yield AuditConfig(
            unit=one.unit, address=one.address, at=one.at, target=self._target(one),
            service=one.text("spec", "service") or one.hole("service"), log_types=types,
        )  # fmt: skip

    # clusters and projects

    def _cluster(self, one: _Object) -> Iterator[Fact]:
        config = ("spec", "workloadIdentityConfig")
        pool = one.text(*config, "workloadPool") or one.text(*config, "identityNamespace")
        autopilot = one.root.truthy("spec", "enableAutopilot")
        project = self.project(one)
        location = one.text("spec", "location") or one.hole("location")
        at = one.at
        written = one.root.find(*config)
        yield Cluster(
            unit=one.unit, address=one.address, at=at, name=one.title, project=project,
            identity=cluster_path(project, location, one.title, at), pool=pool, autopilot=autopilot,
            location=location,
            off=written.span.one_line if written is not None and pool is None else None,
            dataplane_v2=_dataplane_v2(one, autopilot),
            enforces=_dataplane_v2(one, autopilot) is True
            or one.root.truthy("spec", "networkPolicy", "enabled"),
        )  # fmt: skip
        if not autopilot and one.root.find("spec", "nodeConfig") is not None:
            yield self._pool(one, known("default-pool", at), one.title, is_default=True)

    def _membership(self, one: _Object) -> Iterator[Fact]:
        yield FleetMembership(
            unit=one.unit, address=one.address, at=one.at, project=self.project(one), cluster=None
        )

    def _node_pool(self, one: _Object) -> Iterator[Fact]:
        cluster = one.text("spec", "clusterRef", "name") or one.text("spec", "clusterRef", "external")
        yield self._pool(one, one.title, cluster or one.hole("cluster"), is_default=False)

    def _pool(self, one: _Object, name: Text, cluster: Text, *, is_default: bool) -> NodePool:
        config = ("spec", "nodeConfig")
        # a mode in capitals is no placeholder
        metadata = one.root.find(*config, "workloadMetadataConfig") or empty(one.root)
        mode = metadata.text("mode") or metadata.text("nodeMetadata")
        account = self.referred(one, *config, "serviceAccountRef")
        return NodePool(
            unit=one.unit, address=one.address, at=one.at, name=name, cluster=cluster, mode=mode,
            is_default=is_default, account=account, labels=one.root.texts(*config, "labels"),
            tainted=any(one.root.find(*config, key) is not None for key in ("taint", "taints")),
        )  # fmt: skip

    def _project(self, one: _Object) -> Iterator[Fact]:
        yield Project(
            unit=one.unit, address=one.address, at=one.at, id=one.title,
            number=one.hole("number", Reason.AFTER_APPLY("the number that Google gives it")),
        )  # fmt: skip

    def _service(self, one: _Object) -> Iterator[Fact]:
        yield EnabledService(
            unit=one.unit, address=one.address, at=one.at, project=self.project(one), service=one.title
        )


def _bad_reference(one: _Object) -> Iterator[Fact]:
    """A `resourceRef` whose name is no name of an object, or whose kind has no policy."""
    reference = one.root.find("spec", "resourceRef")
    if reference is None or not one.kind.startswith("IAM"):
        return
    name, kind, external = reference.text("name"), reference.literal("kind"), reference.text("external")
    if kind == "BigQueryDataset":
        at, says, better = (
            reference.span.one_line,
            "Config Connector grants nothing on a BigQueryDataset by policies, but in its spec.access",
            "BigQueryDataset.spec.access",
        )
        node = reference.find("kind")
        at = node.inner.one_line if node is not None else at
    elif kind == "IAMServiceAccount" and external is not None and _is_email(external):
        at, says = external.at.one_line, f"'{external}' is an e-mail, and no resource's full name"
        better = f"external: projects/PROJECT/serviceAccounts/{external}"
    elif name is not None and ("@" in name.opening or "/" in name.opening):
        at, says = name.at.one_line, f"'{name}' is no name of a Kubernetes object"
        better = (
            f"external: projects/PROJECT/serviceAccounts/{name}"
            if "@" in name.opening
            else f"external: {name}"
        )
    else:
        return
    yield BadReference(unit=one.unit, address=one.address, at=at, says=says, better=better)


def _is_email(text: Text) -> bool:
    return text.closing.endswith(".iam.gserviceaccount.com") and not text.holds("/")


def _dataplane_v2(one: _Object, autopilot: bool) -> bool | None:
    if autopilot:
        return True
    written = one.root.literal("spec", "datapathProvider")
    if written:
        return written == "ADVANCED_DATAPATH"
    return False if one.root.truthy("spec", "networkPolicy", "enabled") else None


def _condition(node: Node | None) -> Text | None:
    if node is None:
        return None
    hole = unknown(f"{node.source.path}@{node.start}", Reason.NOT_WRITTEN("its expression"), node.span)
    return node.text("expression") or hole


def _bare(project: Text) -> Text:
    """`projects/ID` as `ID`."""
    return project.after("projects/") or project
