import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from wi_lint import Finding, Fix, Grant, Graph, Severity, Step, WorkloadMember, rule


@rule("WI410", Severity.ERROR)
def forbidden_grant(
    graph: Graph, *, deny: tuple[str, ...] = (), allow: tuple[str, ...] = ()
) -> Iterator[Finding]:
    """A grant that the organization's own list forbids."""
    denied, allowed = [Entry.read(one) for one in deny], [Entry.read(one) for one in allow]
    for grant in graph.grants if denied else ():
        entry = next((one for one in denied if one.fits(grant)), None)
        if entry is not None and not any(one.fits(grant) for one in allowed):
            because = f", because {entry.reason}" if entry.reason else ""
            yield Finding(
                grant,
                grant.role.origin,
                f"{grant.role} on the {grant.target.kind} '{grant.target.name}' is not to be given to "
                f"'{grant.member_text}': the configuration forbids '{entry.written}'{because}",
                because=(Step(grant.member_text.at, "who holds it"),),
                fix=Fix("grant another role, or have the list allow this one"),
            )


_ENTRY = re.compile(
    r"(?P<role>\S+)(?: on (?P<scope>\S+))?(?: to (?P<member>\S+))?(?: because (?P<reason>.+))?"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """`ROLE on SCOPE to MEMBER because REASON`, with globs; what is left out fits everything."""

    written: str
    role: str
    scope: str
    member: str
    reason: str

    @classmethod
    def read(cls, written: str) -> "Entry":
        found = _ENTRY.fullmatch(written.strip())
        if found is None:
            return cls(written, "", "", "", "")
        whole, _, reason = written.partition(" because ")
        return cls(whole, found["role"], found["scope"] or "*", found["member"] or "*", reason)

    def fits(self, grant: Grant) -> bool:
        """Whether a grant is one of these; what is not known of it fits nothing but `*`."""
        scope = f"{grant.target.kind}:{grant.target.name.known or ''}"
        return (
            _fits(self.role, grant.role.known)
            and (self.scope == "*" or fnmatchcase(scope, self.scope))
            and any(_fits(self.member, name) for name in _names(grant))
        )


def _fits(pattern: str, written: str | None) -> bool:
    return pattern == "*" or (written is not None and fnmatchcase(written, pattern))


def _names(grant: Grant) -> Iterator[str | None]:
    """What a member is called: as it is written, and a workload by its namespace and name."""
    yield grant.member_text.known
    if isinstance(grant.member, WorkloadMember):
        yield f"workload:{grant.member.subject}"
