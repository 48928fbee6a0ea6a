"""What evidently calls Google Cloud: sidecars, volumes, controllers, and objects that controllers act on.

Each need has a kind, which the rules know the roles of. Sources: the documentation of each tool.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from wi_lint.compose.embedded import documents_in
from wi_lint.facts import Need
from wi_lint.lazy_re import regex
from wi_lint.tree import Node
from wi_lint.values import Known, Text, known

_PROXY = regex(r"(?:^|/)(?:cloud-sql-proxy|gce-proxy)(?::|@|$)")
_LOGIN = regex(r"--?(?:auto-iam-authn|i|enable_iam_login)(?:=true)?")
"""The switch by which both versions of the proxy log in to databases as the pod's identity."""
_ALLOYDB = regex(r"(?:^|/)alloydb-auth-proxy(?::|@|$)")
_EXTERNAL_DNS = regex(r"(?:^|/)external-dns(?::|@|$)")
_READS_METRICS = regex(
    r"(?:^|/)(?:prometheus-engine/frontend|custom-metrics-stackdriver-adapter|stackdriver-exporter)(?::|@|$)"
)
_INSTANCE = regex(r"(?:^|[=,])([a-z][a-z0-9-]{4,28}[a-z0-9]):[a-z]+-[a-z]+[0-9]+:[a-z]")
_ALLOYDB_INSTANCE = regex(r"(?:^|[=,])projects/([a-z][a-z0-9-]{4,28}[a-z0-9])/locations/")
_PROJECT = regex(r"^--(?:google-project|google\.project-ids?|query\.project-id)=([a-z][a-z0-9-]+)$")
_OBJECT = regex(r"(?<![\w-])gs://(?!gcp-public-data)[a-z0-9$]")
"""An object, but for those that Google lets everybody read."""
_TOOL = regex(
    r"(?:^|[\s;&|(])(gcloud (?!auth|config|components|version|help|(?:beta )?emulators)|gsutil |"
    r"bq (?:query|load|extract|insert))"
)
"""A command of Google's that asks Google Cloud for something."""
_SECRET = regex(r"projects/([a-z][a-z0-9-]{4,28}[a-z0-9])/secrets/")
_SECRET_ID = regex(r"projects/[^/${}<>]+/secrets/([A-Za-z0-9_-]+)/versions/")
FUSE = "gcsfuse.csi.storage.gke.io"
_SECRETS = frozenset({"secrets-store-gke.csi.k8s.io", "secrets-store.csi.k8s.io"})


def of_pod(pod: Node) -> Iterator[Need]:
    """What a pod's containers and volumes call, in the name of the pod."""
    for container in (*pod.each("containers"), *pod.each("initContainers")):
        yield from _of_container(container)
    reads: dict[str, bool] = {}
    for container in pod.each("containers"):
        for one in container.each("volumeMounts"):
            reads[one.literal("name")] = reads.get(one.literal("name"), True) and one.truthy("readOnly")
    for volume in pod.each("volumes"):
        yield from _of_volume(volume, reads.get(volume.literal("name"), False))


def _of_container(container: Node) -> Iterator[Need]:
    image, written = container.text("image"), container.literal("image")
    if image is None:
        return
    yield from _of_commands(container)
    if _PROXY.search(written) and not _has_credentials(container):
        yield Need("cloud-sql", "a Cloud SQL proxy", image.at, _project(container, _INSTANCE))
        login = next((word for word in _words(container) if _LOGIN.fullmatch(word.raw)), None)
        if login is not None:
            what = "a Cloud SQL proxy that logs in with the identity"
            yield Need("cloud-sql-login", what, login.span, _project(container, _INSTANCE))
    elif _ALLOYDB.search(written) and not _has_credentials(container):
        yield Need("alloydb", "an AlloyDB proxy", image.at, _project(container, _ALLOYDB_INSTANCE))
    elif _EXTERNAL_DNS.search(written) and _changes_zones({word.raw for word in _words(container)}):
        yield Need("dns", "external-dns", image.at, _project(container, _PROJECT))
    elif _READS_METRICS.search(written):
        yield Need("read-metrics", "a reader of Cloud Monitoring", image.at, _project(container, _PROJECT))


def _changes_zones(words: set[str]) -> bool:
    """Whether external-dns writes into zones of Cloud DNS, which a dry run does not."""
    return "--provider=google" in words and not words & {"--dry-run", "--dry-run=true"}


def _of_commands(container: Node) -> Iterator[Need]:
    """What is evidently a call of Google Cloud in what a container is given: an object, or a command."""
    variables = [value for one in container.each("env") if (value := one.find("value")) is not None]
    if any(one.literal("name") == _EMULATOR for one in container.each("env")):
        return
    words = [*_words(container), *(one for one in variables if re.search(r"\s|s3://", one.literal()) is None)]
    if any(_OTHER_LOGIN.search(word.literal()) for word in words):
        return
    for word in words:
        text = word.literal()
        tool = _TOOL.search(text)
        if tool is not None or (_OBJECT.search(text) and "s3://" not in text):
            what = f"the command {tool[1].split()[0]}" if tool is not None else "an object of Cloud Storage"
            yield Need("google", what, word.span.one_line)
            return


_EMULATOR = "STORAGE_EMULATOR_HOST"
"""The variable by which libraries call an emulator of Cloud Storage, which asks nobody who they are."""
_OTHER_LOGIN = regex(
    r"auth (?:activate-service-account|login (?:(?!auth login ).)*--cred-file)|(?:^|/)spark-submit\b"
)
"""What calls as somebody else: with a key, a token of another one, or in pods that it starts."""


def _of_volume(volume: Node, is_read_only: bool) -> Iterator[Need]:
    driver = volume.text("csi", "driver")
    if not isinstance(driver, Known):
        return
    if driver.known == FUSE and "anonymous-access" in volume.literal(
        "csi", "volumeAttributes", "mountOptions"
    ):
        return
    if driver.known == FUSE:
        bucket = volume.text("csi", "volumeAttributes", "bucketName")
        uses = (bucket,) if bucket is not None and bucket.known not in (None, "", "_") else ()
        read_only = volume.find("csi", "readOnly")
        if read_only is not None and read_only.value is False and not is_read_only:
            yield Need("bucket-write", "a Cloud Storage FUSE volume that is written to", driver.at, uses=uses)
        else:
            yield Need("bucket", "a Cloud Storage FUSE volume", driver.at, uses=uses)
    name = volume.text("csi", "volumeAttributes", "secretProviderClass")
    if driver.known == "secrets-store-gke.csi.k8s.io":
        yield Need("secret", "a volume of Secret Manager", driver.at, None, name)
    elif driver.known in _SECRETS and name is not None:
        yield Need("other-secret", "a volume of secrets", driver.at, None, name)


def _words(container: Node) -> Iterator[Node]:
    yield from container.each("args")
    yield from container.each("command")


_CREDENTIALS = regex(r"credential|--token|-token|json-cred")
_CREDENTIALS_SET = regex(r"(?:CSQL|ALLOYDB)_PROXY_(?:\w*CREDENTIALS\w*|TOKEN)")
"""By what a proxy is given credentials of its own: arguments, and variables."""


def _has_credentials(container: Node) -> bool:
    names = (one.literal("name") for one in container.each("env"))
    words = (word.raw for word in _words(container))
    return any(map(_CREDENTIALS.search, words)) or any(map(_CREDENTIALS_SET.fullmatch, names))


def _project(container: Node, pattern: re.Pattern[str]) -> Text | None:
    """The project that a container's arguments name: the only one."""
    found: dict[str, Text] = {}
    for word in _words(container):
        match = pattern.search(word.literal())
        if match is not None:
            found[match[1]] = known(match[1], word.inner.one_line)
    return next(iter(found.values())) if len(found) == 1 else None


def secret_class(root: Node) -> tuple[bool, Text | None, tuple[Text, ...]]:
    """Of a SecretProviderClass: whether it is of Google's provider, the project of its secrets, and these."""
    google = root.literal("spec", "provider") in ("gcp", "gke")
    found: dict[str, Text] = {}
    uses: list[Text | None] = []
    listed = root.find("spec", "parameters", "secrets")
    for document in documents_in(listed) if listed is not None and google else ():
        for one in document.root.items:
            match = _SECRET.search(one.literal("resourceName"))
            uses.append(_secret_id(one))
            if match is not None:
                found[match[1]] = known(match[1], (one.get("resourceName") or one).span.one_line)
    named = tuple(one for one in uses if one is not None)
    return (
        google,
        next(iter(found.values())) if len(found) == 1 else None,
        named if len(named) == len(uses) else (),
    )


def _secret_id(one: Node) -> Text | None:
    """The id of a secret that a class mounts, where it is written."""
    node = one.get("resourceName")
    match = _SECRET_ID.match(node.literal()) if node is not None else None
    return known(match[1], node.span.one_line) if match is not None and node is not None else None


def of_store(root: Node) -> Need | None:
    """What a store of External Secrets reads in Secret Manager; not where it has a key for it."""
    provider = root.find("spec", "provider", "gcpsm")
    if provider is None or provider.find("auth", "secretRef") is not None:
        return None
    project = provider.text("projectID")
    at = project.at if project is not None else provider.span.one_line
    return Need("secret", f"{root.literal('kind')} {root.literal('metadata', 'name')}", at, project)


def of_object(root: Node) -> Need | None:
    """What the pods of a controller's object call: Cloud Storage, or where Thanos stores metrics."""
    store = root.find("spec", "thanos", "objectStorageConfig")
    if store is not None:
        return Need("google", "the store of its Thanos sidecar", store.span.one_line)
    found = next((one for one in root.scalars() if _OBJECT.match(one.raw)), None)
    return Need("google", "an object of Cloud Storage", found.span.one_line) if found is not None else None


def of_templates(templates: Iterable[Node]) -> Iterator[Need]:
    """What the templates of a workflow of Argo call: their containers, and objects that they keep."""
    for template in templates:
        for container in (template.get("container"), template.get("script")):
            if container is not None:
                yield from _of_container(container)
        for side in ("inputs", "outputs"):
            for artifact in template.each(side, "artifacts"):
                bucket = artifact.find("gcs")
                if bucket is not None and bucket.get("serviceAccountKeySecret") is None:
                    yield Need("google", "an artifact in Cloud Storage", bucket.span.one_line)


def of_issuer(root: Node) -> Iterator[Need]:
    """The zones in which cert-manager's issuer proves that it owns a name; not where it has a key for it."""
    for solver in root.each("spec", "acme", "solvers"):
        zone = solver.find("dns01", "cloudDNS")
        project = zone.text("project") if zone is not None else None
        if zone is not None and project is not None and zone.get("serviceAccountSecretRef") is None:
            what = f"{root.literal('kind')} {root.literal('metadata', 'name')} of cert-manager"
            yield Need("dns", what, project.at, project)
