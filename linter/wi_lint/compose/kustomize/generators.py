"""The config maps and secrets that an overlay generates."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from wi_lint.compose.kustomize.objects import Object
from wi_lint.compose.library import Library
from wi_lint.files import normal
from wi_lint.tree import Node, leaf, word
from wi_lint.values import Known, Literal, Reason, Text, unknown


def generated(root: Node, folder: str, library: Library) -> Iterator[Object]:
    """Their names and entries; the values of literals, and of YAML files of config maps."""
    for kind, key in (("ConfigMap", "configMapGenerator"), ("Secret", "secretGenerator")):
        for item in root.each(key):
            name = item.get("name")
            if name is not None:
                made = _named(item, name, kind)
                for entry, value in _entries(item, name.raw, kind, folder, library):
                    made = made.put(("data", entry), value)
                yield Object(made)


def _named(item: Node, name: Node, kind: str) -> Node:
    at = item.span
    made = item.with_fields({})
    made = made.put(("apiVersion",), word("v1", at)).put(("kind",), word(kind, at))
    made = made.put(("metadata", "name"), name)
    namespace = item.get("namespace")
    return made.put(("metadata", "namespace"), namespace) if namespace is not None else made


def _entries(item: Node, name: str, kind: str, folder: str, library: Library) -> Iterator[tuple[str, Node]]:
    for entry in item.each("files"):
        key, mark, path = entry.raw.partition("=")
        if not mark:
            key, path = posixpath.basename(entry.raw), entry.raw
        written = _written(posixpath.join(folder, path), library) if kind == "ConfigMap" else None
        hole = unknown(
            f"{entry.source.path}:{name}.{key}", Reason.NOT_FOLLOWED("what the file holds"), entry.span
        )
        yield key, leaf(written or hole)
    for entry in item.each("literals"):
        key, _, value = entry.raw.partition("=")
        hole = unknown(
            f"{entry.source.path}:{name}.{key}", Reason.NOT_FOLLOWED("the entry of a secret"), entry.span
        )
        yield key, word(_unquoted(value), entry.span) if kind == "ConfigMap" else leaf(hole)


def _written(path: str, library: Library) -> Text | None:
    """What a file of YAML holds, such as the values of a chart."""
    inside = normal(path)
    if inside is None or not inside.endswith((".yaml", ".yml")) or not library.exists(inside):
        return None
    source = library.source(inside)
    if source is None:
        return None
    at = source.span(0, len(source.text))
    return Known((Literal(source.text, at),), at)


def _unquoted(value: str) -> str:
    """A literal without the quotes around it, as Kustomize has it."""
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value
