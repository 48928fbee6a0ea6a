"""The labels and annotations that an overlay gives to its objects."""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.compose.kustomize.objects import Object, Work
from wi_lint.tree import Node, Shape, empty

KEYS = ("commonLabels", "labels", "commonAnnotations")
"""What of a kustomization gives them."""


def labelled(one: Object, root: Node, work: Work) -> Object:
    """An object with the labels and annotations of an overlay, as far as there is room for them."""
    tree = one.root
    for path, given in _given(one, root):
        if not work.has(len(given.fields)):
            break
        old = tree.find(*path)
        below = old if old is not None and old.shape is Shape.MAPPING else empty(given)
        tree = tree.put(path, below.with_fields({**below.fields, **given.fields})) if given.fields else tree
    return one.changed(tree) if tree is not one.root else one


def _given(one: Object, root: Node) -> Iterator[tuple[tuple[str, ...], Node]]:
    """The labels and annotations that an overlay gives to an object, and where."""
    if (labels := root.find("commonLabels")) is not None:
        yield from ((path, labels) for path in _label_places(one, selectors=True, templates=True))
    for group in root.each("labels"):
        selectors = group.truthy("includeSelectors")
        templates = selectors or group.truthy("includeTemplates")
        if (labels := group.find("pairs")) is not None:
            places = _label_places(one, selectors=selectors, templates=templates)
            yield from ((path, labels) for path in places)
    if (annotations := root.find("commonAnnotations")) is not None:
        yield ("metadata", "annotations"), annotations


def _label_places(one: Object, *, selectors: bool, templates: bool) -> Iterator[tuple[str, ...]]:
    yield "metadata", "labels"
    if templates and one.root.find("spec", "template", "spec") is not None:
        yield "spec", "template", "metadata", "labels"
    if selectors and one.kind == "NetworkPolicy" and one.root.find("spec", "podSelector") is not None:
        yield "spec", "podSelector", "matchLabels"
