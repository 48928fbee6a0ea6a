"""Lists of grants in the configuration: `ROLE on SCOPE to MEMBER because REASON`, with globs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

from msgspec import Struct

from wi_lint import (
    GoogleMember,
    Grant,
    Graph,
    WorkloadMember,
)

_ENTRY = re.compile(
    r"(?P<role>\S+)(?: on (?P<scope>\S+))?(?: to (?P<member>\S+))?(?: because (?P<reason>.+))?"
)


class Entry(Struct, frozen=True):
    """One line of a list; what is left out of it fits everything."""

    written: str
    role: str
    scope: str
    member: str
    reason: str

    @classmethod
    def read(cls, line: str) -> Entry:
        """A line as it is written; one that is not written so fits nothing."""
        found = _ENTRY.fullmatch(line.strip())
        if found is None:
            return cls(line, "", "", "", "")
        written, _, reason = line.partition(" because ")
        return cls(written, found["role"], found["scope"] or "*", found["member"] or "*", reason)

    def fits(self, grant: Grant, graph: Graph) -> bool:
        """Whether a grant is one of these; what is not known of it fits `*` alone."""
        scope = f"{grant.target.kind}:{grant.target.name.known or ''}"
        return (
            _fits(self.role, grant.role.known)
            and (self.scope == "*" or fnmatchcase(scope, self.scope))
            and any(_fits(self.member, name) for name in _names(grant, graph))
        )


def first(lines: Iterable[str], grant: Grant, graph: Graph) -> Entry | None:
    """The first of some lines that a grant fits."""
    return next((one for one in map(Entry.read, lines) if one.fits(grant, graph)), None)


def _fits(pattern: str, written: str | None) -> bool:
    return pattern == "*" or (written is not None and fnmatchcase(written, pattern))


def _names(grant: Grant, graph: Graph) -> Iterator[str | None]:
    """What a member is called: as it is written, and by the workloads that it is or that act as it."""
    member = grant.member
    yield grant.member_text.known
    if isinstance(member, WorkloadMember):
        yield f"workload:{member.subject}"
    elif isinstance(member, GoogleMember) and member.email is not None:
        for account in graph.grants.annotated_with(member.email):
            yield f"workload:{account.namespace}/{account.name}"
