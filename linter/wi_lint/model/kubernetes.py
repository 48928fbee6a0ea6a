"""Kubernetes manifests to facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from wi_lint.compose.manifests import Deployed
from wi_lint.facts import (
    ANNOTATION,
    IGNORE_ANNOTATION,
    Annotation,
    AnnotationIgnore,
    ClusterReference,
    Demand,
    Fact,
    KubernetesAccount,
    MisplacedAnnotation,
    Namespace,
    Need,
    NetworkPolicy,
    ProblemFact,
    Secret,
    SecretClass,
    Selector,
    SettingsMap,
    Workload,
)
from wi_lint.model import astray, controllers, needs, network, operators, pods, programs, tokens
from wi_lint.model.manifest import ManifestObject
from wi_lint.model.pods import POD
from wi_lint.problems import ReadProblem
from wi_lint.signs import Signs
from wi_lint.source import Span
from wi_lint.tree import Field, Node, Shape
from wi_lint.values import (
    Reason,
    Text,
    known,
)

_IGNORES_IT = {*POD, "Namespace", "Service", "DeploymentRuntimeConfig"}
"""Kinds on which the annotation is known to do nothing: of Kubernetes itself, and Crossplane's, in which it
belongs into the template of the account."""


_WITHOUT_PODS = frozenset({"CustomResourceDefinition"})
"""Kinds that describe what pods look like, and have none."""
_CLOUD_RUN = frozenset({"serving.knative.dev", "run.googleapis.com", "run.cnrm.cloud.google.com"})
"""Groups of Cloud Run; the first one is Knative's as well, whose services run as Kubernetes accounts."""
_HOST = ".gserviceaccount.com"


def _is_set_later(node: Node) -> bool:
    """Whether a comment behind an empty value has a template put it there (ytt)."""
    return "#@" in node.source.line(node.source.position(node.start)[0])


def facts(deployed: Deployed) -> Iterator[Fact]:
    """The facts of one object."""
    yield from _Object(deployed).facts()


class _Object(ManifestObject):
    """One manifest, and what it says."""

    def facts(self) -> Iterator[Fact]:
        yield from self._waivers()
        yield from controllers.annotators(self)
        if self.kind in _IGNORES_IT:
            yield from self._misplaced(self.root)
        if self.kind in _READERS:
            yield from _READERS[self.kind](self)
        elif not self.deployed.partial:
            yield from self._workloads()
            yield from self._workflow()
            yield from self._asked_of_operator()
            yield from self._astray()
            yield from self._derived()
            yield from controllers.anonymous(self)
            yield from self._clusters_named()

    # service accounts

    def _accounts(self) -> Iterator[Fact]:
        """Of an account of Kubernetes itself: other groups have a kind of that name too."""
        if self.api == "v1":
            yield self._account()
            yield from self._beside_annotations()

    def _account(self) -> KubernetesAccount:
        annotations = self.root.find("metadata", "annotations")
        found = tuple(_annotations(annotations))
        # an empty annotation is as good as none
        google = next((one.value for one in found if one.key == ANNOTATION and one.value.known != ""), None)
        stray = None
        if annotations is not None and annotations.shape is not Shape.MAPPING:
            stray = next((text for text in _listed(annotations) if ANNOTATION in str(text)), None)
        return KubernetesAccount(
            unit=self.unit,
            address=self.address,
            at=self.at,
            namespace=self.namespace,
            name=self.name,
            google=self.clean(google) if google is not None else None,
            annotations=found,
            stray=stray,
            partial=self.deployed.partial,
            open=self.deployed.open,
        )

    def _misplaced(self, root: Node) -> Iterator[MisplacedAnnotation]:
        pod = self._pod()
        account = self._pod_account(pod) if pod else None
        for metadata in (root.find("metadata"), *self._template_metadata()):
            for place in ("annotations", "labels"):
                field_ = _field(metadata, place)
                if field_ is not None:
                    yield MisplacedAnnotation(
                        unit=self.unit,
                        address=self.address,
                        at=field_.key.inner,
                        kind=self.kind
                        if metadata is root.find("metadata")
                        else f"{self.kind}'s pod template",
                        place="annotation" if place == "annotations" else "label",
                        value=field_.value.text() or self.unit_hole("annotation", Reason.NOT_TEXT()),
                        namespace=self.namespace,
                        account=account,
                    )

    def _beside_annotations(self) -> Iterator[MisplacedAnnotation]:
        """The annotation of an account among its labels, or beside its metadata."""
        for holder, place in ((self.root.get("metadata"), "labels"), (self.root, "annotations")):
            found = _field(holder, place)
            if found is not None:
                yield MisplacedAnnotation(
                    unit=self.unit,
                    address=self.address,
                    at=found.key.inner,
                    kind=self.kind,
                    place="label" if place == "labels" else "annotation",
                    value=found.value.text() or self.unit_hole("annotation", Reason.NOT_TEXT()),
                    namespace=self.namespace,
                )

    def _waivers(self) -> Iterator[AnnotationIgnore]:
        for metadata in (self.root.find("metadata"), *self._template_metadata()):
            for one in _annotations(metadata.get("annotations") if metadata else None):
                if one.key.startswith(IGNORE_ANNOTATION):
                    at = one.key_at
                    yield AnnotationIgnore(
                        unit=self.unit,
                        address=self.address,
                        at=Span(at.source, at.end - len(one.key) + len(IGNORE_ANNOTATION), at.end),
                        rule=one.key.removeprefix(IGNORE_ANNOTATION),
                        reason=str(one.value),
                        of=self.root.span,
                    )

    def _template_metadata(self) -> Iterator[Node | None]:
        if self.kind in POD and self.kind != "Pod":
            yield self.root.find(*POD[self.kind][:-1], "metadata")

    # workloads

    def _workloads(self) -> Iterator[Fact]:
        path = POD.get(self.kind)
        found = [self.root.find(*path)] if path is not None else []
        if path is None:
            try:
                found += pods.specifications(self.root) if self.kind not in _WITHOUT_PODS else ()
            except pods.TooLarge as error:
                problem = ReadProblem("limit", self.at, str(error))
                yield ProblemFact(unit=self.unit, address=self.address, at=self.at, problem=problem)
        reported: set[tuple[str, ...] | None] = set()
        for pod in found:
            account = self._pod_account(pod) if pod is not None else None
            key = account.key if account is not None else None
            if pod is not None:
                yield from programs.in_pod(pod, self.unit)
            is_ours = not (account is not None and self._is_cloud_run and account.closing.endswith(_HOST))
            if pod is not None and key not in reported and is_ours and (account or _has_containers(pod)):
                reported.add(key)
                yield self._workload(pod, account)
        for named in operators.named(self.root):
            name = self.root.text(*named)
            if name is not None and name.key not in reported:
                reported.add(name.key)
                need = self._read_need(needs.of_store(self.root)) or needs.of_object(self.root)
                yield self._runs_as(name, self._beside(named), need)

    @property
    def _is_cloud_run(self) -> bool:
        """Whether it may be deployed to Cloud Run, whose services run as Google accounts by themselves."""
        return self.api.partition("/")[0] in _CLOUD_RUN

    def _workflow(self) -> Iterator[Workload]:
        """A workflow of Argo that names no account: its pods run as `default`."""
        path = operators.WORKFLOWS.get(self.kind)
        specification = self.root.find(*path) if path is not None else None
        if specification is None or not self.api.startswith("argoproj.io/"):
            return
        pods = [one for one in specification.each("templates") if one.get("container") or one.get("script")]
        bare = [one for one in pods if one.get("serviceAccountName") is None]
        if specification.get("serviceAccountName") is None and bare:
            at = self._field_at(specification, "entrypoint")
            yield Workload(
                unit=self.unit, address=self.address, at=self.at, kind=self.kind, namespace=self.namespace,
                name=self.name, account=None, pod_at=at,
                needs=self._needs(needs.of_templates(bare)),
            )  # fmt: skip

    def _asked_of_operator(self) -> Iterator[Demand]:
        """What a store of External Secrets has the operator itself read."""
        need = self._read_need(needs.of_store(self.root))
        if need is not None and operators.of_operator(self.root):
            own = known("external-secrets", self.at)
            yield Demand(
                unit=self.unit, address=self.address, at=self.at, namespace=own, account=own, need=need
            )  # fmt: skip

    def _astray(self) -> Iterator[Fact]:
        pod = self.root.find(*POD.get(self.kind, ()))
        if pod is not None and self._pod_account(pod) is None:
            yield from astray.above_pods(self)
        yield from astray.of_controllers(self)

    def _beside(self, path: tuple[str, ...]) -> Text:
        """The namespace of an account that is named: what stands beside its name, or the object's own."""
        written = self.root.text(*path[:-1], "namespace") if path[-1] == "name" else None
        return self.clean(written) if written is not None else self.namespace

    def _runs_as(self, name: Text, namespace: Text, need: Need | None = None) -> Workload:
        """Something whose pods a controller makes, with the account that it is given."""
        return Workload(
            unit=self.unit, address=self.address, at=self.at, kind=self.kind, namespace=namespace,
            name=self.name, account=self.clean(name), pod_at=name.at,
            needs=(need,) if need is not None else (),
        )  # fmt: skip

    def _derived(self) -> Iterator[Fact]:
        for one in operators.derived(self.root, self.namespace):
            namespace = self.clean(one.namespace) if one.namespace is not None else self.namespace
            google = self.clean(one.google) if one.google is not None else None
            yield KubernetesAccount(
                unit=self.unit, address=f"ServiceAccount/{namespace}/{one.name}", at=self.at,
                namespace=namespace, name=self.clean(one.name), google=google,
                annotations=tuple(_annotations(one.annotations)), derived=True,
            )  # fmt: skip
            yield self._runs_as(one.name, namespace)

    def _workload(self, pod: Node, account: Text | None) -> Workload:
        nodes = pods.node_labels(pod)
        node_pool = nodes.get("cloud.google.com/gke-nodepool")
        host = pod.find("hostNetwork")
        return Workload(
            unit=self.unit,
            address=self.address,
            at=self.at,
            kind=self.kind,
            namespace=self.namespace,
            name=self.name,
            account=account,
            host_network=host.span if host is not None and host.value is True else None,
            node_pool=self.clean(node_pool) if node_pool is not None else None,
            node_labels=nodes,
            picks_nodes=pods.picks_nodes(pod),
            needs=self._needs(needs.of_pod(pod)),
            keys=tuple(pods.keys(pod)),
            labels=self._pod_texts("labels"),
            annotations=self._pod_texts("annotations"),
            powerful=pods.powerful(pod),
            settings=tuple(pods.settings(pod)),
            settings_from=tuple(pods.settings_from(pod)),
            mounts=pods.mounts(pod) if self.deployed.open is None else None,
            tokens=tuple(tokens.of_pod(pod)),
            metadata_selector=pods.selector(pod),
            other_account=pods.other_account(pod),
            pod_at=self._pod_at(pod),
        )

    def _pod_texts(self, key: str) -> dict[str, Text]:
        """The labels or annotations of the pods."""
        if self.kind == "Pod":
            return self.root.texts("metadata", key)
        return self.root.texts(*POD[self.kind][:-1], "metadata", key) if self.kind in POD else {}

    def _pod(self) -> Node | None:
        path = POD.get(self.kind)
        return self.root.find(*path) if path is not None else None

    def _clusters_named(self) -> Iterator[ClusterReference]:
        """The cluster that a store of External Secrets says it is in."""
        gcpsm = "spec", "provider", "gcpsm"
        identity = self.root.find(*gcpsm, "auth", "workloadIdentity")
        if identity is None or self.kind not in ("SecretStore", "ClusterSecretStore"):
            return
        yield ClusterReference(
            unit=self.unit, address=self.address, at=self.at,
            project=self._clean(identity.text("clusterProjectID") or self.root.text(*gcpsm, "projectID")),
            location=self._clean(identity.text("clusterLocation")),
            name=self._clean(identity.text("clusterName")),
        )  # fmt: skip

    def _needs(self, found: Iterable[Need]) -> tuple[Need, ...]:
        """Needs, whose projects may be placeholders."""
        return tuple(need for one in found if (need := self._read_need(one)) is not None)

    def _read_need(self, need: Need | None) -> Need | None:
        if need is None or need.project is None:
            return need
        return Need(need.kind, need.what, need.at, self.clean(need.project), need.name)

    def _clean(self, text: Text | None) -> Text | None:
        return self.clean(text) if text is not None else None

    def _pod_account(self, pod: Node) -> Text | None:
        account = pod.text("serviceAccountName") or pod.text("serviceAccount")
        if account is None:
            written = pod.find("serviceAccountName")
            if written is None or (written.value is None and not _is_set_later(written)):
                return None
            return self.unit_hole("account", Reason.NOT_TEXT())
        return self.clean(account)

    def _pod_at(self, pod: Node) -> Span:
        return self._field_at(pod, "containers")

    @staticmethod
    def _field_at(node: Node, name: str) -> Span:
        """A field's key, or the node where it has none."""
        found = node.fields.get(name)
        return found.key.span if found else node.span.one_line

    # the rest

    def _namespaces(self) -> Iterator[Fact]:
        yield Namespace(unit=self.unit, address=self.address, at=self.at, name=self.name)

    def _secret(self) -> Iterator[Fact]:
        keys = [
            name
            for part in ("data", "stringData")
            for name in (self.root.find(part) or self.root).fields
            if self.root.find(part)
        ]
        yield Secret(
            unit=self.unit, address=self.address, at=self.at, namespace=self.namespace, name=self.name,
            type=self.root.text("type"), keys=tuple(keys),
            account=self.root.text("metadata", "annotations", "kubernetes.io/service-account.name"),
        )  # fmt: skip

    def _secret_class(self) -> Iterator[Fact]:
        google, project, uses = needs.secret_class(self.root)
        yield SecretClass(
            unit=self.unit, address=self.address, at=self.at, namespace=self.namespace, name=self.name,
            google=google, project=self.clean(project) if project is not None else None, uses=uses,
        )  # fmt: skip

    def _configurations(self) -> Iterator[Fact]:
        yield from tokens.configurations(self)
        yield from programs.in_config_map(self.root, self.unit)
        data = self.root.get("data")
        settings = tuple(pods.settings_in(data)) if data is not None else ()
        if settings:
            yield SettingsMap(
                unit=self.unit, address=self.address, at=self.at, namespace=self.namespace, name=self.name,
                settings=settings,
            )  # fmt: skip

    def _demands(self) -> Iterator[Fact]:
        for need in self._needs(needs.of_issuer(self.root)):
            own = known("cert-manager", self.at)
            yield Demand(
                unit=self.unit, address=self.address, at=self.at, namespace=own, account=own, need=need
            )  # fmt: skip

    def _policies(self) -> Iterator[Fact]:
        weighed = network.read(self.root)
        if weighed is None:
            yield self._policy(network.Policy(selector=Selector(), egress=None, at=self.at), foreign=True)
        for policy in weighed or ():
            yield self._policy(policy)

    def _policy(self, policy: network.Policy, foreign: bool = False) -> NetworkPolicy:
        return NetworkPolicy(
            unit=self.unit, address=self.address, at=self.at, namespace=self.namespace, name=self.name,
            selector=policy.selector, egress=policy.egress, egress_at=policy.at, closes=policy.closes,
            order=policy.order, everywhere=self.kind in network.EVERYWHERE, foreign=foreign,
            dataplane_v2=network.dataplane_v2(self.root),
        )  # fmt: skip


_READERS: dict[str, Callable[[_Object], Iterator[Fact]]] = {
    "ServiceAccount": _Object._accounts,
    "Namespace": _Object._namespaces,
    "Secret": _Object._secret,
    "ConfigMap": _Object._configurations,
    "SecretProviderClass": _Object._secret_class,
    "Issuer": _Object._demands,
    "ClusterIssuer": _Object._demands,
    "HelmRelease": astray.beside_spec,
    **dict.fromkeys(network.KINDS, _Object._policies),
}
"""Kinds that make no pods, and what reads them."""
SIGNS = Signs(
    kinds=frozenset(
        {*_READERS, *operators.NAMED, *operators.SOURCES, *(kind for _, kind in operators.DERIVED)}
    ),
    words=frozenset({*pods.FIELDS, ANNOTATION.partition("/")[0], IGNORE_ANNOTATION}),
)
"""What is read of manifests: some kinds as a whole, of any other kind its pods and two annotations."""


def _annotations(node: Node | None) -> Iterator[Annotation]:
    for name, found in (node.fields if node else {}).items():
        value = found.value.text()
        if value is not None:
            yield Annotation(key=name, key_at=found.key.inner, value=value)


def _listed(node: Node) -> Iterator[Text]:
    """The texts of what is no table: its own, or those of its items and their keys."""
    own = node.text()
    if own is not None:
        yield own
    for item in node.items:
        yield from _listed(item)
        yield from (text for found in item.fields.values() if (text := found.key.text()) is not None)


def _has_containers(pod: Node) -> bool:
    return pod.get("containers") is not None or pod.get("initContainers") is not None


def _field(metadata: Node | None, place: str) -> Field | None:
    holder = metadata.get(place) if metadata else None
    return holder.fields.get(ANNOTATION) if holder else None
