"""Manifests as they are deployed: documents, what overlays do to them, and what is a template."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from wi_lint.compose.kustomize import NAMES, Overlays
from wi_lint.errors import Unreadable
from wi_lint.files import Files
from wi_lint.parse import json, yaml
from wi_lint.parse.text import decode
from wi_lint.problems import Problem, unreadable
from wi_lint.source import Source
from wi_lint.tree import Document

_CONTROL = re.compile(r"^[ \t]*(?:-[ \t]+)?(?:[\w.\"'/-]+:[ \t]*)?\{[{%]", re.MULTILINE)


@dataclass(slots=True)
class Manifests:
    """Everything that was read of YAML and JSON files. `templates`: what a tool has to fill in."""

    documents: list[Document] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    templates: list[str] = field(default_factory=list)
    overlays: Overlays = field(default_factory=lambda: Overlays(()))


def read_manifests(files: Files, paths: list[str]) -> Manifests:
    """Read manifests, and set aside what is a template."""
    made = Manifests()
    charts = {posixpath.dirname(path) for path in paths if path.rpartition("/")[2] == "Chart.yaml"}
    kustomizations: list[Document] = []
    for path in paths:
        source = _source(files, path, made)
        if source is None:
            continue
        if _in_chart(path, charts) or _CONTROL.search(source.text):
            made.templates.append(path)
            continue
        found = list(_read(source))
        broken = [one for one in found if isinstance(one, Problem)]
        if yaml.is_template(source) and any(one.kind != "duplicate-key" for one in broken):
            made.templates.append(path)
            broken = []
        made.problems += broken
        documents = [one for one in found if isinstance(one, Document)]
        if path.rpartition("/")[2] in NAMES:
            kustomizations += documents
        else:
            made.documents += documents
    made.overlays = Overlays(kustomizations)
    return made


def _source(files: Files, path: str, made: Manifests) -> Source | None:
    try:
        data = files.read(path)
        if path.endswith(".json") and b'"apiVersion"' not in data:
            return None
        return decode(path, data)
    except Unreadable as error:
        made.problems.append(unreadable(error))
        return None


def _read(source: Source) -> Iterator[Document | Problem]:
    if source.path.endswith(".json"):
        return json.read(source)
    return yaml.read(source, every=source.path.rpartition("/")[2] in NAMES)


def _in_chart(path: str, charts: set[str]) -> bool:
    """Whether a file is a template of a chart, or the values of one."""
    folder = posixpath.dirname(path)
    while folder:
        parent, _, name = folder.rpartition("/")
        if name == "templates" and parent in charts:
            return True
        folder = parent
    return False
