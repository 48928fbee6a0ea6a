"""Workload pools: `PROJECT_ID.svc.id.goog`, one for each project."""

from __future__ import annotations

from functools import lru_cache

from wi_lint.grammar.faults import Fault
from wi_lint.grammar.names import PROJECT_ID, instead, is_attribute
from wi_lint.lazy_re import regex
from wi_lint.values import Known, Partial, Text

SUFFIXES = (".svc.id.goog", ".hub.id.goog")
_NO_IDS = {"number": "the project's number", "name": "the project's display name"}
"""Attributes of a project that are taken for its id."""
_BRACE = regex(r"[{}]")
_WITH_SLASH = regex(r"[^\0]*/[^\0]*")
"""A stretch of known text with a slash, as of a resource's name that was put where an id belongs."""


@lru_cache(maxsize=10_000)  # each rule that speaks of members asks for that of each
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
    if pool.is_open_behind:
        return []  # the hole may hold the suffix
    better = None
    if isinstance(pool, Known) and PROJECT_ID.fullmatch(pool.known) and "." not in pool.known:
        better = f"{pool.known}.svc.id.goog"
    behind = len(pool.written) - len(pool.closing)
    at = pool.literal(behind, len(pool.written)).at if isinstance(pool, Partial) else pool.origin
    return [Fault(at, f"has the pool '{pool}', which does not end in '.svc.id.goog'", better)]


def _project_faults(project: Text) -> list[Fault]:
    written = project.known
    if pool_project(project) is not None:
        return [Fault(project.here, "has '.svc.id.goog' twice in its pool", of=project)]
    if written is None:
        slash = project.search(_WITH_SLASH)
        if slash:
            return [Fault(slash.at, f"has '{project}' where the project id belongs")]
        if brace := project.search(_BRACE):
            return [Fault(brace.at, f"has a '{brace.text}' in its pool, '{project}'")]
        hole = project.holes[0]
        wrong = next((one for one in _NO_IDS if is_attribute(hole, "google_project", one)), None)
        if isinstance(project, Partial) or wrong is None:
            return []
        clause = f"has {_NO_IDS[wrong]} in its pool, where the project id belongs"
        return [Fault(hole.at, clause, instead(hole, wrong, "project_id"))]
    if not written:
        return [Fault(project.at, "has no project in front of '.svc.id.goog'")]
    if written.isdigit():
        clause = f"has the project number {written} in its pool, where the project id belongs"
        return [Fault(project.here, clause, of=project)]
    if not PROJECT_ID.fullmatch(written):
        return [Fault(project.origin, f"has '{written}' in its pool, which is no project id")]
    return []
