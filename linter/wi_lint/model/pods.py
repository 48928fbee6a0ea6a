"""What a pod's specification says: where it is found, what is a key, a token, a way around."""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.bounds import MAX_PATH, MAX_SEARCHED
from wi_lint.facts import KeyUse, Setting
from wi_lint.lazy_re import regex
from wi_lint.source import Span
from wi_lint.tree import Node, empty
from wi_lint.values import Match, Text, compare

POD = {
    "Pod": ("spec",),
    "CronJob": ("spec", "jobTemplate", "spec", "template", "spec"),
    "PodTemplate": ("template", "spec"),
    **dict.fromkeys(
        ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job"),
        ("spec", "template", "spec"),
    ),
}
"""Where the kinds of Kubernetes itself hold the specification of their pods."""
FIELDS = frozenset({"containers", "initContainers", "serviceAccount"})
"""What every specification of pods holds that says anything; `serviceAccountName` holds the last one."""
_FLAG = regex(r"--?credentials?[_-]file=")
_POWER = frozenset({"/", "/etc", "/var", "/var/run", "/run", "/var/lib", "/var/lib/kubelet", "/proc"})
"""Folders of a node that hold what other pods' tokens are made with."""
_AFFINITY = ("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution")
_SETTINGS = frozenset(
    {
        "HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy", "NO_GCE_CHECK", "GCE_METADATA_HOST",
        "GCE_METADATA_ROOT", "GCE_METADATA_IP", "GOOGLE_APPLICATION_CREDENTIALS",
    }
)  # fmt: skip
SELECTOR = "iam.gke.io/gke-metadata-server-enabled"
"""The label of nodes with GKE's metadata server."""


def specifications(root: Node) -> Iterator[Node]:
    """The pod specifications inside an object of some other kind: mappings with containers.

    Raises `TooLarge` behind those of the nodes that are searched.
    """
    todo = [root]
    seen = 0
    while todo:
        if seen >= MAX_SEARCHED:
            raise TooLarge(f"pods are looked for in no more than {MAX_SEARCHED:,} nodes of one object")
        node = todo.pop()
        seen += 1
        containers = node.get("containers")
        if containers and any(item.get("image") for item in containers.items):
            yield node
            continue
        todo.extend(reversed(node.items))
        todo.extend(field.value for field in reversed(list(node.fields.values())))


class TooLarge(Exception):
    """An object of which a part is not searched: how much is."""


def keys(pod: Node) -> Iterator[KeyUse]:
    """Keys in a mounted secret, by `GOOGLE_APPLICATION_CREDENTIALS` or the flag of Google's proxies; or in
    a variable that holds one.
    """
    secrets = {
        name: volume.text("secret", "secretName")
        for volume in pod.each("volumes")
        if volume.get("secret") and (name := volume.literal("name"))
    }
    for container in (*pod.each("containers"), *pod.each("initContainers")):
        mounts = {path: volume for path, volume in _mounts(container) if volume in secrets}
        for value in _credentials(container):
            mounted = next((path for path in _around(value.known or "") if path in mounts), None)
            if mounted is not None:
                yield KeyUse(secret=secrets[mounts[mounted]], at=value.at.one_line)
        for variable in container.each("env"):
            secret = variable.text("valueFrom", "secretKeyRef", "name")
            if secret is not None and variable.literal("name") in _KEY_VARIABLES:
                yield KeyUse(secret=secret, at=secret.at.one_line)


def mounts(pod: Node) -> dict[str, tuple[Text, ...]] | None:
    """Where containers have volumes, by their names; nothing where some of that is not known."""
    found: dict[str, tuple[Text, ...]] = {}
    for container in (*pod.each("containers"), *pod.each("initContainers")):
        listed = [(mount, mount.text("mountPath")) for mount in container.each("volumeMounts")]
        paths = tuple(path for _, path in listed if path is not None)
        if len(paths) < len(listed) or container.text("name") is None:
            return None
        found[container.literal("name")] = paths
    return found


def _around(path: str) -> Iterator[str]:
    """A path and the folders around it, the innermost first: what is mounted there hides the others."""
    is_absolute = path.startswith("/")
    while path and len(path) <= MAX_PATH:
        yield path
        path = path.rpartition("/")[0]
    if is_absolute:
        yield ""


def _credentials(container: Node) -> Iterator[Text]:
    """The paths of key files that a container is given."""
    for variable in container.each("env"):
        value = variable.text("value")
        if value is not None and _is_credentials(variable):
            yield value
    for word in (*container.each("args"), *container.each("command")):
        flag = _FLAG.match(word.literal())
        text = word.text()
        value = text.after(flag[0]) if flag is not None and text is not None else None
        if value is not None:
            yield value


def _mounts(container: Node) -> Iterator[tuple[str, str]]:
    """Where volumes are mounted: paths and names."""
    for mount in container.each("volumeMounts"):
        path, volume = mount.literal("mountPath"), mount.literal("name")
        if path and volume:
            yield path.rstrip("/"), volume


_KEY_VARIABLES = frozenset(
    {
        "GOOGLE_APPLICATION_CREDENTIALS_JSON",
        "GOOGLE_CREDENTIALS",
        "GOOGLE_CLOUD_KEYFILE_JSON",
        "GCLOUD_KEYFILE_JSON",
    }
)
"""Variables that hold a key itself: those of Terraform's provider (`credentials`), and one by habit."""


def _is_credentials(variable: Node) -> bool:
    return variable.literal("name") == "GOOGLE_APPLICATION_CREDENTIALS"


def settings(pod: Node) -> Iterator[Setting]:
    """The variables that have to do with the way to the metadata server."""
    for container in (*pod.each("containers"), *pod.each("initContainers")):
        for variable in container.each("env"):
            value = variable.text("value")
            if value is not None and variable.literal("name") in _SETTINGS:
                yield Setting(
                    name=variable.literal("name"),
                    value=value,
                    at=value.at.one_line,
                    container=container.literal("name"),
                )


def selector(pod: Node) -> Span | None:
    """Where a pod asks for nodes with GKE's metadata server."""
    wanted = pod.get("nodeSelector")
    found = wanted.fields.get(SELECTOR) if wanted is not None else None
    return found.key.span.one_line if found is not None else None


def other_account(pod: Node) -> Text | None:
    """The deprecated name of a pod's account, where it differs from the one that counts."""
    new, old = pod.text("serviceAccountName"), pod.text("serviceAccount")
    if new is None or old is None or compare(new, old) is not Match.DIFFERENT:
        return None
    return old


def powerful(pod: Node) -> Span | None:
    """Where a pod is given power over its node: a privileged container, its processes, or its files."""
    for container in (*pod.each("containers"), *pod.each("initContainers")):
        if container.truthy("securityContext", "privileged"):
            node = container.find("securityContext", "privileged")
            return node.span.one_line if node is not None else None
    if pod.truthy("hostPID"):
        return (pod.get("hostPID") or pod).span.one_line
    for volume in pod.each("volumes"):
        path = volume.find("hostPath", "path")
        if path is not None and path.raw in _POWER:
            return path.inner.one_line
    return None


def node_labels(pod: Node) -> dict[str, Text]:
    """The labels that a pod's nodes must have: its selector's, and what an affinity requires as surely."""
    found = {
        name: value
        for name, field in (pod.get("nodeSelector") or empty(pod)).fields.items()
        if (value := field.value.text()) is not None
    }
    terms = list(pod.each(*_AFFINITY, "nodeSelectorTerms"))
    for one in terms[0].each("matchExpressions") if len(terms) == 1 else ():
        values = list(one.each("values"))
        value = values[0].text() if len(values) == 1 and one.literal("operator") == "In" else None
        if value is not None:
            found.setdefault(one.literal("key"), value)
    return found


def picks_nodes(pod: Node) -> bool:
    """Whether a pod asks for nodes in some way."""
    return (
        pod.get("nodeSelector") is not None or pod.find(*_AFFINITY) is not None or bool(pod.get("nodeName"))
    )


def settings_from(pod: Node) -> Iterator[tuple[str, Text]]:
    """The config maps that containers take their variables from as a whole."""
    for container in (*pod.each("containers"), *pod.each("initContainers")):
        for source in container.each("envFrom"):
            name = source.text("configMapRef", "name")
            if name is not None and not source.literal("prefix"):
                yield container.literal("name"), name


def settings_in(data: Node) -> Iterator[Setting]:
    """The entries of a config map that have to do with the way to the metadata server."""
    for name, field in data.fields.items():
        value = field.value.text()
        if value is not None and name in _SETTINGS:
            yield Setting(name=name, value=value, at=value.at.one_line, container="")
