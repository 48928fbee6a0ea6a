"""Files of manifests as they are written, before anything is made of them."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left
from typing import Protocol

from msgspec import Struct, field

from wi_lint.bounds import MAX_MARKS
from wi_lint.compose.kustomize import Overlays
from wi_lint.compose.library import Library, is_template, lacks_lines, objects
from wi_lint.lazy_re import regex
from wi_lint.prefilter import Prefiltered
from wi_lint.problems import ReadProblem
from wi_lint.source import Source
from wi_lint.tree import Document, Node
from wi_lint.unit import Unit

_SET = regex(r"^kind:[ \t]*ApplicationSet\b", re.MULTILINE)
"""Its braces are filled in by Argo CD, from the set itself: they are no template of a file."""
_CONTROL = Prefiltered(r"^[ \t]*(?:-[ \t]+)?(?:[\w.\"'/-]+:[ \t]*)?\{[{%]", "{{", "{%", flags=re.MULTILINE)


class SimpleFiles(Protocol):
    """Who makes facts of files that no overlay, chart or controller has anything to do with, one by one.

    Their trees need not be kept, and an earlier run may have said all that is in them.
    """

    def knows(self, path: str) -> bool:
        """Whether all that a file says is known already."""
        ...

    def takes(self, path: str, unit: Unit, roots: list[Node]) -> bool:
        """Whether the objects of a file stand for themselves, and all is said of them now."""
        ...


class NoSimpleFiles:
    """Every file is read, and its objects stay."""

    def knows(self, path: str) -> bool:  # noqa: ARG002
        return False

    def takes(self, path: str, unit: Unit, roots: list[Node]) -> bool:  # noqa: ARG002
        return False


class PlainFile(Struct, frozen=True):
    """What a file deploys as it is, which of it cannot be read, and whether a tool has to fill it in.

    `is_said`: all that is in it is said already. `is_read`: it is there, and no template of any kind.
    """

    roots: list[Node] = field(default_factory=list)
    problems: list[ReadProblem] = field(default_factory=list)
    is_template: bool = False
    is_said: bool = False
    is_read: bool = False


class PlainFiles:
    """The files of a tree. `charts`: the folders of charts, whose templates are read with them."""

    def __init__(self, library: Library, charts: set[str], overlays: Overlays, simple: SimpleFiles) -> None:
        self._library = library
        self._charts = charts
        self._overlays = overlays
        self._simple = simple

    def read(self, path: str) -> PlainFile:
        """One file. What an overlay is made of deploys nothing by itself."""
        is_used = path in self._overlays.used
        if is_used and self._library.units.words(*self._sound(path)) is not None:
            return PlainFile()  # nothing is wrong with it
        if self._is_alone(path) and self._simple.knows(path) and not self._is_in_chart(path):
            return PlainFile(is_said=True)
        source = self._library.source(path)
        if source is None or self._is_in_chart(path):
            return PlainFile()
        if is_template(source) and _is_filled_in(self._library, source):
            return PlainFile(is_template=True)
        found = self._library.read(path, every=path in self._overlays.patches)
        broken = [one for one in found if isinstance(one, ReadProblem)]
        faults = [one for one in broken if one.kind != "duplicate-key"]
        may_be_filled_in = any(is_template(source) or lacks_lines(one.at) for one in faults)
        problems = [] if may_be_filled_in else broken
        if is_used:
            if not (broken or is_helmfile(path)):
                self._library.units.keep(*self._sound(path), [("text", path)], [], [])
            return PlainFile([], problems, may_be_filled_in, is_read=True)
        roots = [root for one in found if isinstance(one, Document) for root in objects(one.root)]
        unit = Unit("manifests", posixpath.dirname(path))
        if self._is_alone(path) and not broken and self._simple.takes(path, unit, roots):
            self._library.forget(path)
            return PlainFile(is_said=True)
        return PlainFile(roots, problems, may_be_filled_in, is_read=True)

    def _is_alone(self, path: str) -> bool:
        return path not in self._overlays.used and not is_helmfile(path)

    def _sound(self, path: str) -> tuple[str, str]:
        """What it is called that nothing is wrong with a file: of a patch, wherever."""
        return "sound", f"{path} as a patch" if path in self._overlays.patches else path

    def _is_in_chart(self, path: str) -> bool:
        """Whether a file is a template of a chart, or the values of one."""
        folder = posixpath.dirname(path)
        while folder:
            parent, _, name = folder.rpartition("/")
            if name == "templates" and parent in self._charts:
                return True
            folder = parent
        return False


def is_helmfile(path: str) -> bool:
    """Whether a file tells helmfile what to install."""
    return posixpath.basename(path).startswith("helmfile")


def _is_filled_in(library: Library, source: Source) -> bool:
    """Whether a tool has to fill in a file before it is a manifest: marks stand where values or lines do.

    In a block of text, as config maps hold the templates of others, they are none of the file's own.
    """
    marks = [found.start() for found in _CONTROL.finditer(source.text)]
    if not marks or _SET.search(source.text):
        return False
    read = library.read(source.path, every=True)
    documents = [one for one in read if isinstance(one, Document)]
    if len(documents) < len(read) or len(marks) > MAX_MARKS:
        return True
    scalars = (node for one in documents for node in one.root.scalars())
    blocks = sorted(
        (node.start, node.end) for node in scalars if source.text[node.start : node.start + 1] in ("|", ">")
    )
    before = (bisect_left(blocks, (at, 0)) - 1 for at in marks)  # the last block that starts before each mark
    return not all(one >= 0 and at < blocks[one][1] for one, at in zip(before, marks, strict=True))
