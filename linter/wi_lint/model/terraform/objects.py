"""Kubernetes objects in Terraform: typed resources, objects as values, and manifests as text."""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.compose import releases as controllers
from wi_lint.compose.library import objects
from wi_lint.compose.manifests import Deployed, Manifests, install
from wi_lint.compose.substitutes import NothingHeld
from wi_lint.compose.terraform import Part, Resource, embedded
from wi_lint.facts import Fact
from wi_lint.model import kubernetes, releases
from wi_lint.model.terraform import unread
from wi_lint.source import Span
from wi_lint.tree import Field, Node, Shape
from wi_lint.values import ListValue, MapValue, Scalar, Text, Unknown, Value, as_segment, as_text, known

_APPS = {
    "deployment": "Deployment",
    "stateful_set": "StatefulSet",
    "daemonset": "DaemonSet",
    "daemon_set": "DaemonSet",
    "replication_controller": "ReplicationController",
    "job": "Job",
    "cron_job": "CronJob",
    "pod": "Pod",
    "secret": "Secret",
    "config_map": "ConfigMap",
    "network_policy": "NetworkPolicy",
}
KINDS = {
    f"kubernetes_{name}{version}": kind for name, kind in _APPS.items() for version in ("", "_v1", "_v1beta1")
}
"""The types of resources whose blocks are a manifest's, and what each is called there."""
_LISTS = {
    "container": "containers",
    "init_container": "initContainers",
    "volume": "volumes",
    "volume_mount": "volumeMounts",
    "env": "env",
    "env_from": "envFrom",
    "toleration": "tolerations",
    "port": "ports",
    "sources": "sources",
    "items": "items",
    "egress": "egress",
    "ingress": "ingress",
    "to": "to",
    "from": "from",
    "ports": "ports",
    "match_expressions": "matchExpressions",
}
"""The blocks that are lists in a manifest; every other block is one object."""


def typed(resource: Resource) -> Iterator[Fact]:
    """A `kubernetes_deployment` and its kin, as the manifest that the provider makes of it."""
    table = _object(resource)
    metadata = table.items.get("metadata")
    if isinstance(metadata, MapValue) and "namespace" not in metadata.items:
        default = known("default", metadata.at)
        metadata = MapValue({**metadata.items, "namespace": default}, metadata.at)
    at = resource.head
    kind = KINDS[resource.kind]
    api = "networking.k8s.io/v1" if kind == "NetworkPolicy" else "v1"
    head = {"apiVersion": known(api, at), "kind": known(kind, at)}
    fields = {**table.items, **head, **({"metadata": metadata} if metadata else {})}
    yield from _facts(resource, MapValue(fields, at))


def _object(part: Part) -> MapValue:
    """A body as an object of a manifest."""
    fields: dict[str, Value] = {}
    for name in part.body.attributes:
        value = part.get(name)
        if value is not None:
            fields[_camel(name)] = value
    for kind in part.kinds():
        inner = [_object(one) for one in part.parts(kind)]
        if kind in _LISTS:
            fields[_LISTS[kind]] = ListValue(tuple(inner), part.head)
        elif inner:
            fields[_camel(kind)] = inner[0]
    return MapValue(fields, part.head)


def _camel(name: str) -> str:
    """`service_account_name` is `serviceAccountName`."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def manifest(resource: Resource) -> Iterator[Fact]:
    """`kubernetes_manifest`: an object, however it came about."""
    value = resource.get("manifest")
    if isinstance(value, MapValue):
        yield from _facts(resource, value)
    else:
        yield from unread.script(resource)


def text(resource: Resource) -> Iterator[Fact]:
    """`kubectl_manifest`: a manifest as text, which keeps its places."""
    written = as_segment(resource.get("yaml_body") or resource.get("content") or Scalar(None, resource.head))
    found = embedded(written) if written is not None else None
    if found is None:
        yield from unread.script(resource)
        return
    override = resource.text("override_namespace")
    for value in found:
        if isinstance(value, MapValue):
            yield from _facts(resource, _moved(value, override) if override is not None else value)


def _moved(value: MapValue, namespace: Text) -> MapValue:
    metadata = value.items.get("metadata")
    fields = dict(metadata.items) if isinstance(metadata, MapValue) else {}
    return MapValue(
        {**value.items, "metadata": MapValue({**fields, "namespace": namespace}, value.at)}, value.at
    )


def _facts(resource: Resource, value: MapValue) -> Iterator[Fact]:
    node = tree(value)
    for root in objects(node):
        yield from kubernetes.facts(Deployed(root, resource.module.unit))
        if root.literal("kind") in controllers.SIGNS.kinds:
            yield from _installed(resource, root)


def _installed(resource: Resource, root: Node) -> Iterator[Fact]:
    """What a controller installs for an object, such as an Application of Argo CD."""
    unit, charts = resource.module.unit, resource.module.charts
    made = Manifests()
    for one in controllers.found_in(root, unit, charts, NothingHeld()).installed:
        install(charts, one, made)
    yield from releases.facts(made)


def tree(value: Value) -> Node:
    """A value as the tree that the reader of a manifest would have made."""
    at = value.at
    match value:
        case MapValue(items=items):
            fields = {key: Field(_leaf(known(key, item.at)), tree(item)) for key, item in items.items()}
            return Node(at.source, at.start, at.end, Shape.MAPPING, fields=fields)
        case ListValue(items=found):
            return Node(at.source, at.start, at.end, Shape.SEQUENCE, items=tuple(map(tree, found)))
        case Text():
            return _leaf(value)
        case _:
            written = as_text(value)
            raw = written.known if written is not None and written.known is not None else "null"
            return Node(at.source, at.start, at.end, Shape.SCALAR, raw, plain=True)


def _leaf(value: Text) -> Node:
    at: Span = value.origin if not isinstance(value, Unknown) else value.at
    return Node(at.source, at.start, at.end, Shape.SCALAR, value.known or "", made=value)
