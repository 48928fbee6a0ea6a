"""The YAML and JSON files of a tree, each read once and when first asked for."""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.compose.embedded import documents_in
from wi_lint.errors import Unreadable
from wi_lint.files import Files
from wi_lint.parse import json, yaml
from wi_lint.parse.text import decode
from wi_lint.problems import Problem, unreadable
from wi_lint.source import Source
from wi_lint.tree import Document, Node

_API = '"apiVersion"'


class Library:
    """Documents by the path of their file."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.problems: list[Problem] = []
        self._sources: dict[str, Source | None] = {}
        self._read: dict[tuple[str, bool], list[Document | Problem]] = {}

    def exists(self, path: str) -> bool:
        return self.files.exists(path)

    def source(self, path: str) -> Source | None:
        """The text of a file; what cannot be read is a problem, told once."""
        if path not in self._sources:
            self._sources[path] = self._source(path)
        return self._sources[path]

    def has_read(self, path: str) -> bool:
        """Whether a file was read as text by now."""
        return path in self._sources

    def _source(self, path: str) -> Source | None:
        try:
            return decode(path, self.files.read(path))
        except Unreadable as error:
            self.problems.append(unreadable(error))
            return None

    def read(self, path: str, *, every: bool = False) -> list[Document | Problem]:
        """The documents of a file that can matter, or `every` one, and what cannot be read."""
        key = path, every or (path, True) in self._read  # what was read whole is not read again
        if key not in self._read:
            source = self.source(path)
            if source is not None and not every and path.endswith(".json") and _API not in source.text:
                source = None
            self._read[key] = list(_documents(source, every)) if source is not None else []
        return self._read[key]

    def whole(self, path: str) -> list[Document]:
        """Every document of a file, whatever it is about."""
        found = self.read(path, every=True) if self.exists(path) else []
        return [one for one in found if isinstance(one, Document)]

    def objects(self, path: str, *, every: bool = False) -> Iterator[Node]:
        """The Kubernetes objects of a file, those of lists one by one."""
        if not self.exists(path):
            return
        for one in self.read(path, every=every):
            if isinstance(one, Document):
                yield from objects(one.root)

    def embedded(self, node: Node) -> list[Document]:
        """The documents of a text that stands inside another document."""
        return documents_in(node)


def objects(root: Node) -> Iterator[Node]:
    """An object, or those of a list."""
    kind = root.said("kind")
    if kind.endswith("List") and root.at("items"):
        yield from root.each("items")
    elif kind and root.get("apiVersion"):
        yield root


def _documents(source: Source, every: bool) -> Iterator[Document | Problem]:
    if source.path.endswith(".json"):
        return json.read(source)
    return yaml.read(source, every=every)
