"""The YAML and JSON files of a tree, each read once and when first asked for."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, TypeVar

from msgspec.structs import replace

from wi_lint.bounds import MAX_KEPT_TEXT
from wi_lint.compose.embedded import documents_in
from wi_lint.errors import Unreadable
from wi_lint.files import Files
from wi_lint.kept import Nothing, Units
from wi_lint.lazy_re import regex
from wi_lint.parse import json, yaml
from wi_lint.parse.text import Sources
from wi_lint.problems import ReadProblem, unreadable
from wi_lint.signs import Wanted
from wi_lint.source import Source, Span
from wi_lint.tree import Document, Node

T = TypeVar("T")
_API = '"apiVersion"'
"""What every manifest in JSON holds: other files of JSON are none of ours, and so are their mistakes."""
_DEFINITION = regex(r"^kind:[ \t]*[\"']?CustomResourceDefinition\b", re.MULTILINE)
"""Definitions of kinds are very large, and no reader reads them."""
_KUBERNETES = regex(r"^[ \t]*[\"']?(?:apiVersion|kind)[\"']?[ \t]*:", re.MULTILINE)
_KEY = "iam.gke.io/gcp-service-account"
"""Values of charts with this key are read by Helm as they are."""
_SAMPLE = regex(r"^[ \t]*\.\.\.[ \t]*$|<[A-Z][A-Z0-9_]+>|\bREPLACE_ME\b", re.MULTILINE)
"""What a text says that is to be filled in before anything reads it."""
_OF_TESTS = regex(r"(?:^|/)(?:testdata|test-data|fixtures)/")
"""Folders whose files are often broken on purpose."""
_TEMPLATES = ("{{", "{%", "%{")
"""The marks of Helm's, Jinja's and Terraform's templates."""
_LINES_TO_COME = regex(r"[ \t]*\$\{?[A-Z_][A-Z0-9_]*\}?[ \t]*")
"""A variable alone on a line, which is filled in with whole lines, such as `${INDENTED}` of envsubst."""


def defines_kinds(written: str) -> bool:
    """Whether a text holds definitions of kinds."""
    return "apiextensions.k8s.io" in written and _DEFINITION.search(written) is not None


def is_template(source: Source) -> bool:
    """Whether a text is a template that a tool such as Helm or Jinja fills in."""
    return any(mark in source.text for mark in _TEMPLATES)


def lacks_lines(at: Span) -> bool:
    """Whether whole lines are filled in at a place, without which the text need not be valid there."""
    text = at.source.text
    start, end = text.rfind("\n", 0, at.start) + 1, text.find("\n", at.start)
    return _LINES_TO_COME.fullmatch(text, start, end if end >= 0 else len(text)) is not None


class Library:
    """Documents by the path of their file. `wanted`: what readers read, and so is worth being parsed."""

    def __init__(
        self,
        files: Files,
        wanted: Wanted = Wanted(),  # noqa: B008 (frozen)
        *,
        units: Callable[[Sources], Units] | None = None,
    ) -> None:
        """`units`: what is kept of earlier runs, with the sources that it points into."""
        self.files = files
        self.sources = Sources(files)
        self.units: Units = units(self.sources) if units is not None else Nothing()
        self.ledger = self.units.ledger
        self.wanted = wanted
        self.problems: list[ReadProblem] = []
        self.crashes: list[str] = []
        """Tracebacks of our own defects, which cost no more than what they struck."""
        self._sources: dict[str, Source | None] = {}
        self._chunks: dict[str, list[_Chunk]] = {}
        self._said = 0
        """How much text all was said of."""

    def exists(self, path: str) -> bool:
        return self.files.exists(path)

    def source(self, path: str) -> Source | None:
        """The text of a file; what cannot be read is a problem, reported once."""
        self.ledger.ask("text", path)
        if path not in self._sources:
            self._sources[path] = self._source(path)
        if self._sources[path] is None:  # each that asks for it reports it
            self.ledger.spoil()
        return self._sources[path]

    def report(self, problem: ReadProblem) -> None:
        """Say what keeps something from being read, once."""
        self.ledger.spoil()
        if problem not in self.problems:
            self.problems.append(problem)

    def remembered(self, kind: str, name: str, make: Callable[[], T], of: Any = None) -> T:
        """What is made, or was in an earlier run, where all that it rests on is as it was.

        `of`: its type, where it is no facts. Without a name it is made anew.
        """
        if not (self.units.keeps and name):
            return make()
        found: T | None = self.units.find(kind, name, of)
        if found is None:
            with self.ledger.during() as entry:
                found = make()
            if not entry.is_spoilt:
                self.units.keep(kind, name, entry.questions, [], found, entry.counts)
        return found

    def tried(self, path: str, make: Callable[[], T], otherwise: T) -> T:
        """What something makes of a file or folder; where a defect of ours strikes, it costs that alone."""
        try:
            return make()
        except Exception as error:
            self.failed(path, error)
            return otherwise

    def safely(self, path: str, made: Iterator[T]) -> Iterator[T]:
        """What is made of a file or folder, up to a defect of ours."""
        try:
            yield from made
        except Exception as error:
            self.failed(path, error)

    def failed(self, path: str, error: Exception) -> None:
        """Report a defect of ours, at the file or folder that it struck."""
        self.crashes.append(f"{path}: {''.join(traceback.format_exception(error))}")
        says = f"wi-lint failed on this, and left it out: {type(error).__name__}: {error}"
        self.report(ReadProblem("crash", Source(path, "").span(0, 0), says))

    def forget(self, path: str) -> None:
        """Let the trees of a file go, of which all is said: they are made again where somebody asks.

        Most trees of files are small, and stay as they are.
        """
        source = self._sources.get(path)
        self._said += len(source.text) if source is not None else 0
        if self._said > MAX_KEPT_TEXT:
            self._chunks.pop(path, None)

    def has_read(self, path: str) -> bool:
        """Whether a file was read as text by now, in this run or for what it takes from an earlier one."""
        return path in self._sources or ("text", path) in self.ledger.used

    def _source(self, path: str) -> Source | None:
        try:
            return self.sources.read(path)
        except Unreadable as error:
            self.report(unreadable(error))
            return None

    def read(self, path: str, *, every: bool = False) -> list[Document | ReadProblem]:
        """The documents of a file that can matter, or `every` one, and what cannot be read."""
        source = self.source(path)
        if path not in self._chunks:
            self._chunks[path] = [_Chunk(source, *edges) for edges in _edges(source)] if source else []
        wanted = self.is_wanted if not every else None
        found: list[Document | ReadProblem] = []
        for chunk in self._chunks[path]:
            found += self.tried(path, partial(chunk.read, wanted), [])
        return found

    def is_wanted(self, chunk: str) -> bool:
        """Whether a document of a manifest is worth being parsed, by its text."""
        return self.wanted.manifests.matter_in(chunk) and not defines_kinds(chunk)

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


class _Chunk:
    """A document of a file, from its marker on: at first perhaps read for its syntax only."""

    def __init__(self, source: Source, start: int, end: int) -> None:
        self._source, self._start, self._end = source, start, end
        self._is_wanted: bool | None = None
        self._found: dict[bool, list[Document | ReadProblem]] = {}
        """What is in it, as a tree and without."""

    def read(self, wanted: Callable[[str], bool] | None) -> list[Document | ReadProblem]:
        """What is in it: a document only if it is `wanted`, or every one is.

        What others read of it changes nothing: where no tree is wanted, only its syntax has problems.
        """
        is_tree = wanted is None or self._matters(wanted)
        if is_tree not in self._found:
            self._found[is_tree] = []  # what fails is not tried again
            path, written = self._source.path, self._written
            self._found[is_tree] = [
                one if isinstance(one, Document) else _weighed(one, path, written)
                for one in self._read(is_tree)
            ]
        return self._found[is_tree]

    @property
    def _written(self) -> str:
        return self._source.text[self._start : self._end]

    def _matters(self, wanted: Callable[[str], bool]) -> bool:
        if self._is_wanted is None:
            written, in_json = self._written, self._source.path.endswith(".json")
            self._is_wanted = _API in written or "\\u" in written if in_json else wanted(written)
        return self._is_wanted

    def _read(self, is_tree: bool) -> Iterator[Document | ReadProblem]:
        if self._source.path.endswith(".json"):
            return json.read(self._source) if is_tree else iter(())
        read = yaml.inside if is_tree else yaml.syntax
        return read(self._source, self._start, self._end)


def _edges(source: Source) -> Iterable[tuple[int, int]]:
    """Where the documents of a file start and end."""
    return [(0, len(source.text))] if source.path.endswith(".json") else yaml.chunks(source.text)


def objects(root: Node) -> Iterator[Node]:
    """An object, or those of a list."""
    kind = root.literal("kind")
    if kind.endswith("List") and root.find("items"):
        yield from root.each("items")
    elif kind and root.get("apiVersion"):
        yield root


def _weighed(problem: ReadProblem, path: str, written: str) -> ReadProblem:
    """What cannot be read weighs less where nothing says that Kubernetes would read it as it is."""
    if problem.kind != "yaml":
        return problem
    ours = _KUBERNETES.search(written) or (_API in written and path.endswith(".json")) or _KEY in written
    if ours and not (_OF_TESTS.search(path) or _SAMPLE.search(written)):
        return problem
    return replace(problem, kind="yaml-elsewhere")
