"""The number of a project, where its id stands in a principal: as it is named beside."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from wi_lint import Edit, Fault, Grant, Graph, Span, WorkloadMember, is_plain

_PLACE = re.compile(r"/projects/(?P<number>\$\{[^{}]+\}|[^/${}\"]+)/locations/global/workloadIdentityPools/")
_NUMBER = re.compile(r"/projects/(?P<number>[0-9]+)/locations/")


def number_edits(graph: Graph, grant: Grant, fault: Fault) -> tuple[Edit, ...]:
    """The edit that puts the number there which other members of the same pool have, by the name that it has
    in them.
    """
    member, at = grant.member, grant.member_text.at
    place = _PLACE.search(at.text)
    if not isinstance(member, WorkloadMember) or not member.direct or place is None:
        return ()
    if not _is_about_number(fault, place["number"]):
        return ()
    where = at.within(*place.span("number"))
    found = {_spelt(other, place["number"], at) for other in _beside(graph, grant, member)} - {None}
    number = str(found.pop()) if len(found) == 1 else ""
    return (Edit(where, number),) if number and (is_plain(number) or at.path.endswith(".tf")) else ()


def _is_about_number(fault: Fault, written: str) -> bool:
    return "number" in fault.says or fault.at.text in written


def _beside(graph: Graph, grant: Grant, member: WorkloadMember) -> Iterator[Grant]:
    """The right members of the same pool."""
    if member.pool is not None:
        yield from (other for other in graph.beside.direct(member.pool) if other is not grant)


def _spelt(other: Grant, wrong: str, at: Span) -> str | None:
    """How another member writes the number: by its name in the same module, else in figures."""
    written, known = _PLACE.search(other.member_text.at.text), _NUMBER.search(str(other.member_text))
    if known is None:
        return None
    is_beside = posixpath.dirname(other.member_text.at.path) == posixpath.dirname(at.path)
    if written is not None and written["number"] != wrong and is_beside:
        return written["number"]
    return known["number"]
