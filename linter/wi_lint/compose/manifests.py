"""Manifests as they are deployed: overlays built, charts rendered, and what is left of the files."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field

from wi_lint.compose.kustomize import NAMES, Built, Object, Overlays, document
from wi_lint.compose.library import Library, objects
from wi_lint.files import Files
from wi_lint.parse import yaml
from wi_lint.problems import Problem
from wi_lint.tree import Document, Node
from wi_lint.unit import Unit
from wi_lint.values import Text

_CONTROL = re.compile(r"^[ \t]*(?:-[ \t]+)?(?:[\w.\"'/-]+:[ \t]*)?\{[{%]", re.MULTILINE)


@dataclass(frozen=True, slots=True, eq=False)
class Deployed:
    """One object as it is deployed. `partial`: only a part of it is known; `open`: why there may be more."""

    root: Node
    unit: Unit
    partial: bool = False
    open: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Elsewhere:
    """Something that a unit deploys, and that is not in these files."""

    unit: Unit
    what: Text
    why: str
    namespace: Text | None = None


@dataclass(slots=True)
class Manifests:
    """What the YAML and JSON files of a tree deploy. `templates`: what a tool has to fill in."""

    deployed: list[Deployed] = field(default_factory=list)
    elsewhere: list[Elsewhere] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    templates: list[str] = field(default_factory=list)


def read_manifests(files: Files, paths: list[str]) -> Manifests:
    """Read manifests, build overlays, and set aside what is a template."""
    library = Library(files)
    made = Manifests()
    overlays = Overlays(library, paths)
    charts = {posixpath.dirname(path) for path in paths if path.rpartition("/")[2] == "Chart.yaml"}
    for path in paths:
        if path.rpartition("/")[2] not in NAMES:
            _plain(library, path, charts, overlays, made)
    for folder in overlays.tops():
        _built(overlays.build(folder), Unit("manifests", folder), made)
    made.problems += library.problems
    return made


def _plain(library: Library, path: str, charts: set[str], overlays: Overlays, made: Manifests) -> None:
    source = library.source(path)
    if source is None:
        return
    if _in_chart(path, charts) or _CONTROL.search(source.text):
        made.templates.append(path)
        return
    found = library.read(path)
    broken = [one for one in found if isinstance(one, Problem)]
    if yaml.is_template(source) and any(one.kind != "duplicate-key" for one in broken):
        made.templates.append(path)
        broken = []
    made.problems += broken
    if path not in overlays.used:
        unit = Unit("manifests", posixpath.dirname(path))
        documents = (one for one in found if isinstance(one, Document))
        made.deployed += [Deployed(root, unit) for one in documents for root in objects(one.root)]


def _built(built: Built, unit: Unit, made: Manifests) -> None:
    made.deployed += [_deployed(one, unit) for one in built.objects]
    for what in built.remote:
        why = f"'{what}' is taken from elsewhere, and is not in these files"
        made.elsewhere.append(Elsewhere(unit, what, why))


def _deployed(one: Object, unit: Unit) -> Deployed:
    return Deployed(document(one).root, unit, one.partial, one.open)


def _in_chart(path: str, charts: set[str]) -> bool:
    """Whether a file is a template of a chart, or the values of one."""
    folder = posixpath.dirname(path)
    while folder:
        parent, _, name = folder.rpartition("/")
        if name == "templates" and parent in charts:
            return True
        folder = parent
    return False
