"""Lists of grants in the configuration: `ROLE on SCOPE to MEMBER because REASON`, with globs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from fnmatch import fnmatchcase

from msgspec import Struct

from wi_lint import (
    GoogleMember,
    Grant,
    Graph,
    Refusal,
    WorkloadMember,
)
from wi_lint_rules.shared.roles import nearest_role

_ENTRY = re.compile(
    r"(?P<role>\S+)(?: on (?P<scope>\S+))?(?: to (?P<member>\S+))?(?: because (?P<reason>.+))?"
)

_GLOB = re.compile(r"[*?\[]")
_ROLES = ("roles/", "projects/", "organizations/")
_KINDS = ("project", "folder", "organization", "service_account")
_WRITE_SCOPE = "write 'project:ID', 'folder:*', or the Terraform type, as in 'google_storage_bucket:NAME'"


class Entry(Struct, frozen=True):
    """One line of a list; what is left out of it fits everything."""

    written: str
    role: str
    scope: str
    member: str
    reason: str

    @classmethod
    def read(cls, line: str) -> Entry:
        """A line as it is written; one that is not written so fits nothing, and is refused before."""
        found = _ENTRY.fullmatch(line.strip())
        if found is None:
            return cls(line, "", "", "", "")
        written, _, reason = line.partition(" because ")
        return cls(written, found["role"], found["scope"] or "*", found["member"] or "*", reason)

    def fits(self, grant: Grant, graph: Graph) -> bool:
        """Whether a grant of a role that fits is one of these; what is not known of it fits `*` alone."""
        on = self.scope == "*" or any(fnmatchcase(scope, self.scope) for scope in _scopes(grant))
        return on and (self.member == "*" or any(_fits(self.member, one) for one in _names(grant, graph)))


class Entries:
    """A list."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._entries = [Entry.read(line) for line in lines]
        self._by_role: dict[str | None, list[Entry]] = {}

    def first(self, grant: Grant, graph: Graph) -> Entry | None:
        """The first entry that a grant fits."""
        if not self._entries:
            return None
        role = grant.role.known
        if role not in self._by_role:  # many grants are of few roles
            self._by_role[role] = [one for one in self._entries if _fits(one.role, role)]
        return next((one for one in self._by_role[role] if one.fits(grant, graph)), None)


def _fits(pattern: str, written: str | None) -> bool:
    return pattern == "*" or (written is not None and fnmatchcase(written, pattern))


def refused(line: str) -> Refusal | None:
    """What is wrong with a line that can fit nothing, or hardly fits what is meant."""
    entry = Entry.read(line)
    if not entry.role:
        form = "write 'ROLE on SCOPE to MEMBER because REASON'; all but ROLE may be left out"
        return Refusal("is no entry", form)
    return _role_refused(entry.role) or _scope_refused(entry.scope) or _member_refused(entry.member)


def _role_refused(role: str) -> Refusal | None:
    opening = _GLOB.split(role)[0]
    if not any(_may_begin(opening, kind) for kind in _ROLES):
        better = nearest_role(role)
        remedy = f"did you mean '{better}'?" if better else "write 'roles/SERVICE.NAME', or '*' for any"
        return Refusal("names no role of IAM", remedy)
    near = nearest_role(role) if opening == role else None
    return Refusal("names no predefined role", f"did you mean '{near}'?", sure=False) if near else None


def _scope_refused(scope: str) -> Refusal | None:
    kind, sign, _ = scope.partition(":")
    opening = _GLOB.split(kind)[0]
    if opening != kind or (sign and (kind in _KINDS or kind.startswith("google_"))):
        return None
    close = get_close_matches(kind, _KINDS, 1)
    remedy = f"did you mean '{close[0]}:{scope.partition(':')[2] or '*'}'?" if close else _WRITE_SCOPE
    return Refusal(f"grants on '{scope}', which is no KIND:NAME", remedy)


def _member_refused(member: str) -> Refusal | None:
    if _GLOB.search(member) or ":" in member or member in ("allUsers", "allAuthenticatedUsers"):
        kind, _, name = member.partition(":")
        if kind != "workload" or "/" in name or "*" in name:
            return None
    return Refusal(
        f"is about '{member}', which is no member", "write it as IAM has it, or 'workload:NAMESPACE/ACCOUNT'"
    )


def _may_begin(opening: str, kind: str) -> bool:
    return opening.startswith(kind) or kind.startswith(opening)


def _scopes(grant: Grant) -> Iterator[str]:
    """What a grant is on: the kind and the name, or the e-mail of an account."""
    target = grant.target
    yield f"{target.kind}:{target.name.known or ''}"
    if target.email is not None:
        yield f"{target.kind}:{target.email.known or ''}"


def _names(grant: Grant, graph: Graph) -> Iterator[str | None]:
    """What a member is called: as it is written, and by the workloads that it is or that act as it."""
    member = grant.member
    yield grant.member_text.known
    if isinstance(member, WorkloadMember):
        yield f"workload:{member.subject}"
    elif isinstance(member, GoogleMember) and member.email is not None:
        for account in graph.grants.annotated_with(member.email):
            yield f"workload:{account.namespace}/{account.name}"
