"""Tokens of a pod's account in files, and the configurations by which libraries exchange them.

Sources: Kubernetes' documentation of projected volumes; Google's of external_account credentials.
"""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.compose.embedded import documents_in
from wi_lint.facts import ExternalAccount, ProjectedToken
from wi_lint.model.manifest import ManifestObject
from wi_lint.source import Span
from wi_lint.tree import Node
from wi_lint.values import Text, join, known


def of_pod(pod: Node) -> Iterator[ProjectedToken]:
    """The tokens in a pod's projected volumes, and how they are mounted."""
    configs = tuple(_config_maps(pod))
    for volume in pod.each("volumes"):
        for source in volume.each("projected", "sources"):
            token = source.get("serviceAccountToken")
            if token is not None:
                seconds = token.find("expirationSeconds")
                number = seconds.value if seconds is not None else None
                path = token.text("path")
                yield ProjectedToken(
                    at=token.span.one_line,
                    audience=token.text("audience"),
                    seconds=number if isinstance(number, int) else None,
                    seconds_at=(seconds or token).span.one_line,
                    sub_path=_sub_path(pod, volume.literal("name"), path),
                    files=tuple(_files(pod, volume.literal("name"), path)) if path is not None else (),
                    configs=configs,
                )


def _mounts(pod: Node, volume: str) -> Iterator[Node]:
    for container in (*pod.each("containers"), *pod.each("initContainers")):
        for mount in container.each("volumeMounts"):
            if mount.literal("name") == volume:
                yield mount


def _files(pod: Node, volume: str, path: Text) -> Iterator[Text]:
    """Where the token's file is, in each container that mounts it."""
    for mount in _mounts(pod, volume):
        folder = mount.text("mountPath")
        if folder is not None and mount.get("subPath") is None:
            slash = known("" if folder.closing.endswith("/") else "/", folder.at)
            yield join([folder, slash, path], folder.at)


def _sub_path(pod: Node, volume: str, path: Text | None) -> Span | None:
    """Where the token, and no other file of its volume, is mounted by itself."""
    for mount in _mounts(pod, volume):
        sub = mount.get("subPath")
        if sub is not None and (path is None or path.known is None or sub.literal() in ("", path.known)):
            return sub.inner.one_line
    return None


def _config_maps(pod: Node) -> Iterator[Text]:
    for volume in pod.each("volumes"):
        found = [volume.text("configMap", "name")]
        found += [source.text("configMap", "name") for source in volume.each("projected", "sources")]
        yield from (name for name in found if name is not None)


def configurations(one: ManifestObject) -> Iterator[ExternalAccount]:
    """The credential configurations in a config map: they hold no secret."""
    data = one.root.get("data")
    for field in data.fields.values() if data is not None else ():
        if "external_account" not in field.value.raw:
            continue
        for document in documents_in(field.value):
            if document.root.literal("type") == "external_account":
                yield ExternalAccount(
                    unit=one.unit,
                    address=f"ConfigMap/{one.name}",
                    at=field.key.span.one_line,
                    namespace=one.namespace,
                    name=one.name,
                    audience=document.root.text("audience"),
                    file=document.root.text("credential_source", "file"),
                )
