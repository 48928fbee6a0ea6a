"""Manifests that stand for themselves: of most files all is said as soon as they are read."""

from __future__ import annotations

from wi_lint.compose.helm import may_hold_values
from wi_lint.compose.library import Library
from wi_lint.compose.manifests import Deployed
from wi_lint.compose.scripts import is_silent
from wi_lint.facts import Fact
from wi_lint.kept import Units
from wi_lint.model import kubernetes
from wi_lint.model.pods import POD
from wi_lint.tree import Node
from wi_lint.unit import Unit

_KIND = "manifest"
_SILENT = "silent"
_VALUES = "values"
_KINDS = frozenset({"ServiceAccount", *POD})
"""Kinds of which a reader wants to know nothing but what one object says. Others are joined: a controller's
with what it deploys, a config map with who takes variables from it, a namespace with its project."""


class SimpleFileFacts:
    """The facts of such files, made when they are read or known from an earlier run."""

    def __init__(self, library: Library, units: Units) -> None:
        self._library = library
        self._units = units
        self._facts: dict[str, list[Fact]] = {}

    def facts(self, path: str) -> list[Fact]:
        """What a file says; nothing of one that is not known."""
        return self._facts.get(path, [])

    def knows(self, path: str) -> bool:
        found = self._units.find(_KIND, path)
        if found is None:
            return False
        self._facts[path] = found
        return True

    def takes(self, path: str, unit: Unit, roots: list[Node]) -> bool:
        if not all(map(_is_simple, roots)):
            return False
        found = [fact for root in roots for fact in kubernetes.facts(Deployed(root, unit))]
        self._facts[path] = found
        words = [_SILENT] if is_silent(self._library, path) else []
        words += [_VALUES] if may_hold_values(self._library, path) else []
        self._units.keep(_KIND, path, [("text", path)], words, found)
        return True

    def is_silent(self, path: str) -> bool:
        """Whether an earlier run found that there is no script in a file."""
        return path in self._facts and _SILENT in (self._units.words(_KIND, path) or ())

    def may_hold_values(self, path: str) -> bool:
        """Whether there may be values of a chart in a file that speak of identities."""
        words = self._units.words(_KIND, path) if path in self._facts else None
        return may_hold_values(self._library, path) if words is None else _VALUES in words


def _is_simple(root: Node) -> bool:
    """Whether an object is of Kubernetes itself, whose groups have no dot."""
    return root.literal("kind") in _KINDS and "." not in root.literal("apiVersion")
