"""Kubernetes service accounts and namespaces that Terraform makes or annotates."""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.compose.terraform import Part, Resource
from wi_lint.facts import ANNOTATION, Annotation, Fact, KubernetesAccount, Namespace
from wi_lint.model.terraform.common import clean
from wi_lint.source import Span
from wi_lint.values import Known, MapValue, Reason, Text, Unknown, Value, as_text, known, unknown


def declared(resource: Resource) -> Iterator[Fact]:
    for metadata in resource.parts("metadata"):
        yield _account(resource, metadata, metadata.get("annotations"), partial=False)


def default(resource: Resource) -> Iterator[Fact]:
    for metadata in resource.parts("metadata"):
        yield _account(resource, metadata, metadata.get("annotations"), partial=False, name="default")


def annotated(resource: Resource) -> Iterator[Fact]:
    """`kubernetes_annotations`: a part of an account that is declared elsewhere."""
    kind = resource.text("kind")
    if isinstance(kind, Known) and kind.known == "ServiceAccount":
        for metadata in resource.parts("metadata"):
            yield _account(resource, metadata, resource.get("annotations"), partial=True)


def _account(
    resource: Resource,
    metadata: Part,
    annotations: Value | None,
    *,
    partial: bool,
    name: str | None = None,
) -> KubernetesAccount:
    at = resource.head
    made = metadata.text("name") or unknown(f"{metadata.tag}.name", Reason.AFTER_APPLY("its name"), at)
    if name is not None:
        made = made if metadata.has("name") else known(name, at)
    namespace = metadata.text("namespace") or known("default", at)
    found, open_ = _annotations(annotations, resource if resource.has("annotations") else metadata)
    google = next((a.value for a in found if a.key == ANNOTATION and a.value.known != ""), None)
    return KubernetesAccount(
        unit=resource.module.unit,
        address=resource.address,
        at=at,
        namespace=clean(resource, namespace),
        name=clean(resource, made),
        google=clean(resource, google) if google is not None else None,
        annotations=found,
        partial=partial and google is None,  # what it acts as is said wholly
        open=open_,
    )


def _annotations(value: Value | None, holder: Part) -> tuple[tuple[Annotation, ...], str | None]:
    match value:
        case MapValue(items=items, more=more):
            rows = [(key, as_text(item)) for key, item in items.items()]
            made = tuple(
                Annotation(key=key, key_at=_key_at(key, text, holder), value=text)
                for key, text in rows
                if text is not None
            )
            return made, more.why if more else None
        case Unknown(why=why):
            return (), why
        case _:
            return (), None


def _key_at(key: str, value: Text, holder: Part) -> Span:
    """Where a key is written: in the block itself, or else where its value is."""
    written = holder.at("annotations")
    start = written.text.find(key)
    return written.within(start, start + len(key)) if start >= 0 else value.at


def namespace(resource: Resource) -> Iterator[Fact]:
    for metadata in resource.parts("metadata"):
        name = metadata.text("name")
        if name is not None:
            yield Namespace(
                unit=resource.module.unit,
                address=resource.address,
                at=resource.head,
                name=clean(resource, name),
            )
