"""Accounts that controllers make or use by a rule of their own, and kinds that name one without a pod.

Sources: the documentation of each controller, as `DERIVED` and `NAMED` say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from wi_lint.facts import ANNOTATION
from wi_lint.lazy_re import regex
from wi_lint.tree import Node
from wi_lint.values import Text, join, known

_SPEC_ACCOUNT = ("spec", "serviceAccountName")
NAMED: dict[str, tuple[tuple[str, ...], ...]] = {
    # Argo Workflows and Events
    "Workflow": (_SPEC_ACCOUNT, ("spec", "executor", "serviceAccountName")),
    "WorkflowTemplate": (_SPEC_ACCOUNT,),
    "ClusterWorkflowTemplate": (_SPEC_ACCOUNT,),
    "CronWorkflow": (("spec", "workflowSpec", "serviceAccountName"),),
    "Sensor": (("spec", "template", "serviceAccountName"),),
    "EventSource": (("spec", "template", "serviceAccountName"),),
    # Tekton
    "TaskRun": (_SPEC_ACCOUNT,),
    "PipelineRun": (("spec", "taskRunTemplate", "serviceAccountName"), _SPEC_ACCOUNT),
    "EventListener": (_SPEC_ACCOUNT,),
    # Spark, Flink
    "SparkApplication": (("spec", "driver", "serviceAccount"), ("spec", "executor", "serviceAccount")),
    "ScheduledSparkApplication": (("spec", "template", "driver", "serviceAccount"),),
    "FlinkDeployment": (("spec", "serviceAccount"),),
    # Prometheus, OpenTelemetry
    "Prometheus": (_SPEC_ACCOUNT,),
    "PrometheusAgent": (_SPEC_ACCOUNT,),
    "Alertmanager": (_SPEC_ACCOUNT,),
    "ThanosRuler": (_SPEC_ACCOUNT,),
    "OpenTelemetryCollector": (("spec", "serviceAccount"),),
    # Flux: a source's own account, where it asks Google Cloud by itself
    "OCIRepository": (_SPEC_ACCOUNT,),
    "Bucket": (_SPEC_ACCOUNT,),
    # External Secrets
    "SecretStore": (("spec", "provider", "gcpsm", "auth", "workloadIdentity", "serviceAccountRef", "name"),),
    "ClusterSecretStore": (
        ("spec", "provider", "gcpsm", "auth", "workloadIdentity", "serviceAccountRef", "name"),
    ),
}
"""Kinds whose pods are no part of them: where they name the account that they run as."""


_OLDER: dict[tuple[str, str], tuple[str, ...]] = {("tekton.dev/v1", "PipelineRun"): _SPEC_ACCOUNT}
"""Where older versions of a kind named it, by the version that does not any more."""
_GROUPS = frozenset(
    {"argoproj.io", "tekton.dev", "sparkoperator.k8s.io", "flink.apache.org", "monitoring.coreos.com",
     "opentelemetry.io"}
)  # fmt: skip
"""The groups of the kinds of `NAMED` that are told from others of their name."""


def named(root: Node) -> list[tuple[str, ...]]:
    """Where an object names the account that its pods run as, in its version."""
    kind, older = root.literal("kind"), _OLDER.get((root.literal("apiVersion"), root.literal("kind")))
    return [path for path in NAMED.get(kind, ()) if path != older]


def astray(root: Node) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Where an object names an account that nothing reads there, and where it belongs."""
    paths = named(root) if root.literal("apiVersion").partition("/")[0] in _GROUPS else []
    if not paths or any(root.find(*path) is not None for path in paths):
        return None
    written = (("spec", key) for key in ("serviceAccountName", "serviceAccount"))
    found = next((path for path in written if root.text(*path) is not None), None)
    return (found, paths[0]) if found is not None else None


WORKFLOWS: dict[str, tuple[str, ...]] = {"Workflow": ("spec",), "CronWorkflow": ("spec", "workflowSpec")}
"""Kinds of Argo that run pods by themselves, and where they say how: without an account, as `default`."""
_STORES = frozenset({"SecretStore", "ClusterSecretStore"})


def of_operator(root: Node) -> bool:
    """Whether a store of External Secrets is read as the operator itself: it names nobody else."""
    return root.literal("kind") in _STORES and root.find("spec", "provider", "gcpsm", "auth") is None


_REGISTRY = regex(r"(?:oci://)?(?:[\w-]+-docker\.pkg\.dev|(?:[a-z]+\.)?gcr\.io)/([a-z0-9-]+)/")
"""A repository in a registry of Google, and its project."""
SOURCES = {
    "OCIRepository": ("source-controller", "url"),
    "HelmRepository": ("source-controller", "url"),
    "ImageRepository": ("image-reflector-controller", "image"),
}
"""The controllers of Flux that pull things, and where these are named."""


def anonymous(root: Node) -> tuple[str, Text, str] | None:
    """The controller of Flux that pulls from Google as nobody, from where, and from which project.

    It has no provider and no secret.

    Source: Flux's documentation of `spec.provider`, which is `generic` where it is not written.
    """
    group = root.literal("apiVersion").partition("/")[0]
    controller, key = SOURCES.get(root.literal("kind"), ("", ""))
    if not controller or group not in ("source.toolkit.fluxcd.io", "image.toolkit.fluxcd.io"):
        return None
    others = ("secretRef", "serviceAccountName", "certSecretRef", "proxySecretRef")
    url = root.text("spec", key)
    asks = root.literal("spec", "provider") not in ("", "generic")
    if url is None or asks or any(root.find("spec", one) is not None for one in others):
        return None
    found = _REGISTRY.match(url.opening)
    return (controller, url, found[1]) if found is not None else None


class Derived:
    """An account that a controller makes or uses for an object: its name, namespace, and annotation."""

    def __init__(
        self, name: Text, namespace: Text | None, google: Text | None, annotations: Node | None
    ) -> None:
        self.name = name
        self.namespace = namespace
        self.google = google
        self.annotations = annotations


_Rule = Callable[[Node, Text | None], Iterator[Derived]]


def derived(root: Node, namespace: Text | None) -> Iterator[Derived]:
    """The accounts that follow from an object."""
    rule = DERIVED.get((root.literal("apiVersion").partition("/")[0], root.literal("kind")))
    if rule is not None:
        yield from rule(root, namespace)


def _name(root: Node) -> Text | None:
    return root.text("metadata", "name")


def _with(name: Text, before: str = "", behind: str = "") -> Text:
    return join([known(before, name.at), name, known(behind, name.at)], name.at)


def _annotated(name: Text, namespace: Text | None, metadata: Node | None) -> Derived:
    annotations = metadata.get("annotations") if metadata is not None else None
    google = annotations.text(ANNOTATION) if annotations is not None else None
    return Derived(name, namespace, google, annotations)


def _postgres(root: Node, namespace: Text | None) -> Iterator[Derived]:
    """CloudNativePG: an account is made for each cluster, and called like it."""
    name = root.text("spec", "serviceAccountName") or _name(root)
    if name is not None:
        yield _annotated(name, namespace, root.find("spec", "serviceAccountTemplate", "metadata"))


def _reconciler(root: Node, namespace: Text | None) -> Iterator[Derived]:
    """Config Sync: `root-reconciler[-NAME]`, and `ns-reconciler-NAMESPACE[-NAME-LENGTH]`."""
    for source in ("git", "oci", "helm"):
        if root.literal("spec", source, "auth") != "gcpserviceaccount":
            continue
        google = root.text("spec", source, "gcpServiceAccountEmail")
        name = _reconciler_name(root, namespace)
        if name is not None:
            at = google.at if google is not None else name.at
            yield Derived(name, known("config-management-system", at), google, None)


def _reconciler_name(root: Node, namespace: Text | None) -> Text | None:
    name = _name(root)
    if name is None or name.known is None:
        return None
    if root.literal("kind") == "RootSync":
        behind = "" if name.known == "root-sync" else f"-{name.known}"
        return known(f"root-reconciler{behind}", name.at)
    behind = "" if name.known == "repo-sync" else f"-{name.known}-{len(name.known)}"
    return _with(namespace, "ns-reconciler-", behind) if namespace is not None else None


def _connector(root: Node, namespace: Text | None) -> Iterator[Derived]:
    """Config Connector: one manager for the cluster, or one for each namespace."""
    google = root.text("spec", "googleServiceAccount")
    if google is None:
        return
    manager = known("cnrm-controller-manager", google.at)
    home = known("cnrm-system", google.at)
    if root.literal("kind") == "ConfigConnector":
        yield Derived(manager, home, google, None)
    elif namespace is not None:
        yield Derived(join([manager, known("-", google.at), namespace], google.at), home, google, None)


def _kafka(root: Node, namespace: Text | None) -> Iterator[Derived]:
    """Strimzi: `NAME-kafka` and its kin, annotated by templates."""
    name = _name(root)
    if name is None:
        return
    parts = (("kafka", "kafka"), ("zookeeper", "zookeeper"), ("entityOperator", "entity-operator"))
    for part, tail in parts if root.literal("kind") == "Kafka" else ():
        metadata = root.find("spec", part, "template", "serviceAccount", "metadata")
        if metadata is not None:
            yield _annotated(_with(name, behind=f"-{tail}"), namespace, metadata)
    tails = {"KafkaConnect": "-connect", "KafkaBridge": "-bridge", "KafkaMirrorMaker2": "-mirrormaker2"}
    metadata = root.find("spec", "template", "serviceAccount", "metadata")
    if metadata is not None and root.literal("kind") in tails:
        yield _annotated(_with(name, behind=tails[root.literal("kind")]), namespace, metadata)


def _runtime(root: Node, _: Text | None) -> Iterator[Derived]:
    """Crossplane: the account of a provider, by the name that its runtime configuration gives."""
    metadata = root.find("spec", "serviceAccountTemplate", "metadata")
    name = metadata.text("name") if metadata is not None else None
    if metadata is not None and name is not None:
        yield _annotated(name, known("crossplane-system", name.at), metadata)


def _collector(root: Node, namespace: Text | None) -> Iterator[Derived]:
    """OpenTelemetry: `NAME-collector`, unless it names one."""
    name = _name(root)
    if name is not None and root.text("spec", "serviceAccount") is None:
        yield Derived(_with(name, behind="-collector"), namespace, None, None)


DERIVED: dict[tuple[str, str], _Rule] = {
    ("postgresql.cnpg.io", "Cluster"): _postgres,
    ("configsync.gke.io", "RootSync"): _reconciler,
    ("configsync.gke.io", "RepoSync"): _reconciler,
    ("core.cnrm.cloud.google.com", "ConfigConnector"): _connector,
    ("core.cnrm.cloud.google.com", "ConfigConnectorContext"): _connector,
    ("kafka.strimzi.io", "Kafka"): _kafka,
    ("kafka.strimzi.io", "KafkaConnect"): _kafka,
    ("kafka.strimzi.io", "KafkaBridge"): _kafka,
    ("kafka.strimzi.io", "KafkaMirrorMaker2"): _kafka,
    ("pkg.crossplane.io", "DeploymentRuntimeConfig"): _runtime,
    ("opentelemetry.io", "OpenTelemetryCollector"): _collector,
}
"""How controllers name the accounts of their objects, by group and kind."""
