"""What stands in an object where nothing reads it: names of accounts, and annotations."""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.facts import ANNOTATION, AstrayAccountName, MisplacedAnnotation
from wi_lint.model import operators
from wi_lint.model.manifest import ManifestObject
from wi_lint.model.pods import POD
from wi_lint.tree import Node

_Path = tuple[str, ...]


def above_pods(one: ManifestObject) -> Iterator[AstrayAccountName]:
    """The name of an account above the pods that it is meant for, which name none."""
    path = POD.get(one.kind, ())
    if "." in one.api.rpartition("/")[0]:
        return
    levels = [*(path[:end] for end in range(len(path))), *((*path[:-1], "metadata") for _ in path[:1])]
    for level in levels:
        for key in ("serviceAccountName", "serviceAccount"):
            yield from _name(one, (*level, key), (*path, "serviceAccountName"))


def of_controllers(one: ManifestObject) -> Iterator[AstrayAccountName]:
    """The same of a kind whose controller makes the pods."""
    paths = operators.astray(one.root)
    if paths is not None:
        yield from _name(one, *paths)


def _name(one: ManifestObject, path: _Path, better: _Path) -> Iterator[AstrayAccountName]:
    holder = one.root.find(*path[:-1])
    found = holder.fields.get(path[-1]) if holder is not None else None
    name = found.value.text() if found is not None else None
    if found is not None and name is not None and name.known != "":
        yield AstrayAccountName(
            unit=one.unit, address=one.address, at=found.key.inner.one_line, kind=one.kind,
            path=".".join(path), account=str(one.clean(name)), better=".".join(better),
        )  # fmt: skip


def beside_spec(one: ManifestObject) -> Iterator[MisplacedAnnotation]:
    """The annotation in values that stand beside the `spec` of a release of Flux."""
    values = one.root.get("values")
    todo: list[tuple[_Path, Node]] = [(("values",), values)] if values is not None else []
    while todo:
        path, node = todo.pop()
        for name, found in node.fields.items():
            google = found.value.text() if name == ANNOTATION else None
            todo.append(((*path, name), found.value))
            if google is not None:
                yield MisplacedAnnotation(
                    unit=one.unit, address=one.address, at=found.key.inner, kind=".".join(path),
                    place="values", better=".".join(("spec", *path)), value=google, namespace=one.namespace,
                )  # fmt: skip
