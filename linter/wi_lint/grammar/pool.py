"""Workload pools: `PROJECT_ID.svc.id.goog`, one for each project."""

from __future__ import annotations

import re

from wi_lint.grammar.faults import Fault
from wi_lint.grammar.names import PROJECT_ID
from wi_lint.values import Hole, Known, Literal, Partial, Text

SUFFIXES = (".svc.id.goog", ".hub.id.goog")
_NUMBER = re.compile(r"google_project\.[^.]+\.number$")


def pool_project(pool: Text) -> Text | None:
    """The project of a pool, where its suffix is known."""
    for suffix in SUFFIXES:
        if (project := pool.before(suffix)) is not None:
            return project
    return None


def pool_faults(pool: Text) -> list[Fault]:
    """What is wrong with a pool, in its known parts."""
    project = pool_project(pool)
    if project is None:
        return _suffix_faults(pool)
    return _project_faults(project)


def _suffix_faults(pool: Text) -> list[Fault]:
    last = pool.parts[-1] if pool.parts else None
    if isinstance(last, Hole):
        return []  # it may hold the suffix
    better = None
    if isinstance(pool, Known) and PROJECT_ID.fullmatch(pool.known) and "." not in pool.known:
        better = f"{pool.known}.svc.id.goog"
    at = last.at if isinstance(last, Literal) and isinstance(pool, Partial) else pool.origin
    return [Fault(at, f"has the pool '{pool}', which does not end in '.svc.id.goog'", better)]


def _project_faults(project: Text) -> list[Fault]:
    written = project.known
    if written is None:
        slash = next((p for p in project.parts if isinstance(p, Literal) and "/" in p.text), None)
        if slash:
            return [Fault(slash.at, f"has '{project}' where the project id belongs")]
        hole = project.holes[0]
        if isinstance(project, Partial) or not _NUMBER.search(hole.name):
            return []
        clause = "has the project's number in its pool, where the project id belongs"
        return [Fault(hole.at, clause, hole.at.text.replace(".number", ".project_id"))]
    if not written:
        return [Fault(project.at, "has no project in front of '.svc.id.goog'")]
    if written.isdigit():
        clause = f"has the project number {written} in its pool, where the project id belongs"
        return [Fault(project.origin, clause)]
    if not PROJECT_ID.fullmatch(written):
        return [Fault(project.origin, f"has '{written}' in its pool, which is no project id")]
    return []
