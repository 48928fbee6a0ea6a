"""The config maps and secrets that an overlay generates."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from wi_lint.bounds import MAX_VARIABLES
from wi_lint.compose.kustomize.objects import Object
from wi_lint.compose.library import Library
from wi_lint.files import normal
from wi_lint.lazy_re import regex
from wi_lint.problems import ReadProblem
from wi_lint.source import Source, Span
from wi_lint.tree import Node, leaf, word
from wi_lint.values import Known, Literal, Reason, Text, unknown


def generated(root: Node, folder: str, library: Library) -> Iterator[Object]:
    """Their names and entries; what literals, files of variables and YAML files give to config maps."""
    for kind, key in (("ConfigMap", "configMapGenerator"), ("Secret", "secretGenerator")):
        for item in root.each(key):
            name = item.get("name")
            if name is not None:
                entries = dict(_entries(item, name.raw, kind, folder, library))
                yield Object(_named(item, name, kind).put_all("data", entries))


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
    if kind == "ConfigMap":
        older = item.get("env")
        for entry in (*item.each("envs"), *([older] if older is not None else ())):
            yield from _variables(posixpath.join(folder, entry.raw), entry.span, library)
    for entry in item.each("literals"):
        key, _, value = entry.raw.partition("=")
        hole = unknown(
            f"{entry.source.path}:{name}.{key}", Reason.NOT_FOLLOWED("the entry of a secret"), entry.span
        )
        yield key, word(_unquoted(value), entry.span) if kind == "ConfigMap" else leaf(hole)


_LINE = regex(r"^[ \t]*+(?P<key>[\w.-]++)=(?P<value>[^\r\n]*+)", re.MULTILINE)
"""A line of a file of variables, which is taken as it is. Source: Kustomize's reference of `envs`."""


def _variables(path: str, at: Span, library: Library) -> Iterator[tuple[str, Node]]:
    source = _source(path, library)
    if source is None or _is_spent(source, at, library):
        return
    for found in _LINE.finditer(source.text):
        value = found["value"].rstrip()
        yield found["key"], word(value, source.span(found.start("value"), found.start("value") + len(value)))


def _is_spent(source: Source, at: Span, library: Library) -> bool:
    """Whether a file was read for as many generators as it may."""
    spent = library.ledger.total("variables", source.path) > MAX_VARIABLES
    if spent:
        says = f"generators read more than {MAX_VARIABLES:,} characters of this file: the rest goes without"
        library.report(ReadProblem("limit", source.span(0, 0), says))
    library.ledger.count("variables", source.path, f"{at.path}:{at.start}", len(source.text))
    return spent


def _source(path: str, library: Library) -> Source | None:
    inside = normal(path)
    return library.source(inside) if inside is not None and library.exists(inside) else None


def _written(path: str, library: Library) -> Text | None:
    """What a file of YAML holds, such as the values of a chart."""
    source = _source(path, library) if path.endswith((".yaml", ".yml")) else None
    if source is None:
        return None
    at = source.span(0, len(source.text))
    return Known((Literal(source.text, at),), at)


def _unquoted(value: str) -> str:
    """A literal without the quotes around it, as Kustomize has it."""
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value
