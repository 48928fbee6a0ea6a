"""What controllers do beyond the pods that they make: they annotate what others make, and pull sources."""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.bounds import MAX_TEXT
from wi_lint.facts import ANNOTATION, AnonymousSource, Unread
from wi_lint.model import operators
from wi_lint.model.manifest import ManifestObject
from wi_lint.model.pods import POD
from wi_lint.values import known

_PATCHES: dict[str, tuple[tuple[str, ...], ...]] = {
    "Kustomization": (("spec", "patches"), ("spec", "commonMetadata")),
    "Application": (("spec", "source", "kustomize"),),
    "HelmRelease": (("spec", "postRenderers"),),
    "Job": (POD["Job"],),
    "CronJob": (POD["CronJob"],),
}
"""Where objects say what they do to the annotations of others."""
_JSON_PATH = ANNOTATION.replace("/", "~1")


def annotators(one: ManifestObject) -> Iterator[Unread]:
    """What annotates objects that something else makes: patches of a controller, a command of a pod."""
    for path in _PATCHES.get(one.kind, ()):
        node = one.root.find(*path)
        text = node.span.text[:MAX_TEXT] if node is not None else ""
        if ANNOTATION.partition("/")[2] in text or _JSON_PATH in text:
            yield Unread(
                unit=one.unit, address=one.address, at=one.at, kind="patch", text=text,
                why=f"{one.address} changes annotations of what something else makes",
            )  # fmt: skip


def anonymous(one: ManifestObject) -> Iterator[AnonymousSource]:
    """What a controller of Flux pulls from Google as nobody."""
    found = operators.anonymous(one.root)
    if found is not None:
        controller, url, project = found
        yield AnonymousSource(
            unit=one.unit, address=one.address, at=url.at.one_line, url=url, project=project,
            namespace=known("flux-system", url.at), account=known(controller, url.at),
        )  # fmt: skip
