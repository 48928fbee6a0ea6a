"""Members of IAM policies: who a role is given to.

Every form of the IAM reference on principal identifiers is recognised; only those that name
workloads of GKE are judged. Partly known members are judged in their known parts.
"""

from __future__ import annotations

import re
from typing import Literal as Choice

from msgspec import Struct

from wi_lint.grammar.email import agent_faults, said_twice
from wi_lint.grammar.external import Scope
from wi_lint.grammar.faults import Fault
from wi_lint.grammar.names import KSA_NAME, NAMESPACE, bad_letter, blank
from wi_lint.grammar.pool import pool_faults, pool_project
from wi_lint.grammar.principal import ClusterPath, PrincipalPath, principal_path
from wi_lint.lazy_re import regex
from wi_lint.source import Span
from wi_lint.values import Hole, Known, Reason, Text, Unknown, text

_LEGACY = "serviceAccount:"
_HOST = ".iam.gserviceaccount.com"
_USER = "system:serviceaccount:"
_LONGEST = 500
"""Characters of a member as it is written that are looked at as a whole."""
_TURNED = regex(
    r"\[(?:\$\{|\{\{-?) ?(?P<of>[\w.\[\]\"]{1,200})\.name ?-?\}{1,2}/"
    r"(?:\$\{|\{\{-?) ?(?P=of)\.namespace ?-?\}{1,2}\]"
)
"""The name and the namespace of one object, in the order that Kubernetes' own references are read in."""


class Member(Struct, frozen=True, eq=False):
    """A member of an IAM policy. `faults`: why it cannot be right."""

    text: Text
    faults: tuple[Fault, ...] = ()


class WorkloadMember(Member, frozen=True, eq=False):
    """One Kubernetes service account, by name; in all clusters that use the pool."""

    pool: Text | None = None
    namespace: Text | None = None
    account: Text | None = None
    direct: bool = False
    """Whether it is written as `principal://`."""

    @property
    def project(self) -> Text | None:
        """The workload pool's project, with the label of its universe."""
        return pool_project(self.pool) if self.pool else None

    @property
    def subject(self) -> str:
        """`namespace/account`, for people."""
        return f"{self.namespace}/{self.account}"


class GoogleMember(Member, frozen=True, eq=False):
    """A Google service account, by e-mail."""

    email: Text | None = None


class WorkloadSet(Member, frozen=True, eq=False):
    """Many workloads: all of a namespace, of a cluster, or of the whole pool."""

    pool: Text | None = None
    scope: Choice["namespace", "cluster", "pool"] = "pool"
    namespace: Text | None = None
    cluster: ClusterPath | None = None
    """The cluster, where its whole name is written."""


class ExternalMember(Member, frozen=True, eq=False):
    """Identities of a workload identity pool that is not GKE's, or all service accounts of a project."""

    pool: Text | None = None
    scope: Scope = "some"
    workload: tuple[Text, Text] | None = None
    """The namespace and the name of an account of a cluster that is the pool's provider."""
    attribute: Text | None = None
    """What they are selected by, where that is an attribute."""


class PublicMember(Member, frozen=True, eq=False):
    """Anybody: `allUsers` or `allAuthenticatedUsers`."""


class OpaqueMember(Member, frozen=True, eq=False):
    """A member of which too little is known to say who it is."""


_OTHER = regex(
    r"(?:user|group|domain|deleted|projectOwner|projectEditor|projectViewer|specialGroup|iamMember):"
)
_WORKLOAD = regex(r"\.(?:svc|hub)\.id\.goog|\.svc\.id\.|\.svc\.goog|svc\.id\.goog")


_SLASHED = regex(
    r"(?P<pool>serviceAccount:[a-z0-9.:-]+\.(?:svc|hub)\.id\.goog)/(?P<subject>[a-z0-9-]+/[a-z0-9.-]+)"
)
"""A member with a slash where the bracket belongs."""


def member(value: Text) -> Member:
    """Read a member."""
    opening = value.opening
    if isinstance(value, Unknown):
        return OpaqueMember(value)
    if value.known in ("allUsers", "allAuthenticatedUsers"):
        return PublicMember(value)
    if re.match(r"(?i:princip(?:al|le)(?:set)?):", opening):
        return _principal(value)
    if opening.startswith("deleted:") and value.holds(".id.goog"):
        return Member(value, (Fault(value.origin, "is of a principal that was deleted, and means nobody"),))
    if _OTHER.match(opening):
        return Member(value)
    if opening.startswith(_USER):
        return Member(value, (_kubernetes_user(value),))
    if value.holds("[") or value.search(_WORKLOAD):
        return _workload(value)
    if value.closing.endswith(_HOST) and not value.holds(":") and "@" in str(value):
        return Member(value, (Fault(value.origin, f"lacks the prefix '{_LEGACY}'", f"{_LEGACY}{value}"),))
    if (email := value.after(_LEGACY)) is not None:
        twice = said_twice(email)
        return GoogleMember(value, _twice(value, twice) if twice else tuple(agent_faults(email)), email=email)
    return OpaqueMember(value)


def _twice(value: Text, fault: Fault) -> tuple[Fault]:
    better = f"{_LEGACY}{fault.better}" if fault.better is not None else None
    return (Fault(value.here, fault.says, better),)


def _kubernetes_user(value: Text) -> Fault:
    """The name that Kubernetes itself gives to an account, which IAM does not know."""
    subject = (value.after(_USER) or value).map(lambda part: part.replace(":", "/"))
    clause = f"is what Kubernetes calls the account, and IAM {_LEGACY}PROJECT_ID.svc.id.goog[{subject}]"
    return Fault(value.origin, clause)


def _principal(value: Text) -> Member:
    path = principal_path(value)
    if not isinstance(path, PrincipalPath):
        return Member(value, faults=path)
    match path.selector:
        case "subject":
            return WorkloadMember(value, path.faults, path.pool, path.namespace, path.account, direct=True)
        case "namespace" | "cluster" | "pool":
            return WorkloadSet(value, path.faults, path.pool, path.selector, path.namespace, path.cluster)
        case _ if path.external is not None:
            other = path.external
            return ExternalMember(
                value, path.faults, other.pool, other.scope, other.workload, other.attribute
            )
        case _:
            return Member(value, faults=path.faults)


def _workload(value: Text) -> Member:
    """`serviceAccount:PROJECT.svc.id.goog[NAMESPACE/ACCOUNT]`, as written."""
    faults: list[Fault] = []
    space = blank(value)
    if space:
        return Member(value, (Fault(space.at, "holds white space or a quote"),))
    rest, bare = _prefix(value, faults)
    halves = rest.split("[")
    if halves is None:
        return _without_brackets(value, rest, bare)
    pool, inside = halves
    if not pool.parts and not bare and inside.holds("["):
        clause = "has brackets where the project id belongs, as in an example that is to be filled in"
        return Member(value, (*faults, Fault(value.here, clause)))
    faults += pool_faults(pool)
    subject = _closed(value, inside, faults)
    namespace, account = _subject(subject, faults)
    same = namespace is not None and account is not None and namespace.key == account.key
    written = value.at.text
    if not same and len(written) < _LONGEST and (turned := _TURNED.search(written)) is not None:
        at = Span(value.at.source, value.at.start + turned.start(), value.at.start + turned.end())
        faults.append(
            Fault(at, "has a name where the namespace belongs, and a namespace where the name does")
        )
    return WorkloadMember(value, tuple(faults), pool, namespace, account)


def _prefix(value: Text, faults: list[Fault]) -> tuple[Text, bool]:
    """What stands behind `serviceAccount:`, and whether the prefix is surely missing."""
    rest = value.after(_LEGACY)
    if rest is not None:
        return rest, False
    if not value.opening and not _is_project(value):  # a hole comes first, and may hold the prefix
        return value, False
    wrong = re.match(r"[A-Za-z_-]*:", value.opening)
    if wrong and not re.match(r"[a-z0-9.-]+\.[a-z]+:", value.opening):
        better = f"{_LEGACY}{value.after(wrong[0])}"
        faults.append(Fault(value.origin, f"starts with '{wrong[0]}' instead of '{_LEGACY}'", better))
        return value.after(wrong[0]) or value, True
    faults.append(Fault(value.origin, f"lacks the prefix '{_LEGACY}'", f"{_LEGACY}{value}"))
    return value, True


def _is_project(value: Text) -> bool:
    """Whether a member starts with a placeholder for a project, and so with no prefix."""
    first = value.parts[0] if value.parts else None
    if not isinstance(first, Hole) or first.cause.reason is not Reason.PLACEHOLDER:
        return False
    return "PROJECT" in first.cause.about


def _without_brackets(value: Text, rest: Text, bare: bool) -> Member:
    if rest.is_open_behind:
        return OpaqueMember(value)  # the hole may hold the brackets
    if bare:
        return OpaqueMember(value)
    clause = "names a workload pool, and no '[NAMESPACE/ACCOUNT]' in it"
    found = _SLASHED.fullmatch(value.known or "")
    better = f"{found['pool']}[{found['subject']}]" if found is not None else None
    return Member(value, (Fault(value.origin, clause, better),))


def _closed(value: Text, inside: Text, faults: list[Fault]) -> Text:
    """The subject in front of the closing bracket."""
    halves = inside.split("]")
    if halves is None:
        if not inside.is_open_behind:
            faults.append(Fault(inside.at, "lacks the closing ']'", f"{value}]"))
        return inside
    subject, tail = halves
    if tail.parts and not tail.is_open_in_front:
        extra = tail.literal(0, len(tail.opening))
        faults.append(Fault(extra.at, f"goes on behind the closing ']' with '{tail}'"))
    return subject


def _subject(subject: Text, faults: list[Fault]) -> tuple[Text | None, Text | None]:
    halves = subject.split("/")
    if halves is None:
        if isinstance(subject, Known):
            clause = f"has '[{subject}]' where '[NAMESPACE/ACCOUNT]' belongs"
            better = subject.known.replace(":", "/", 1) if ":" in subject.known else None
            faults.append(Fault(subject.origin, clause, better))
        return None, None
    namespace, account = halves
    if namespace.holds("*") or account.holds("*"):
        at = text((*namespace.parts, *account.parts), subject.at).at
        faults.append(Fault(at, "has a wildcard, which this form does not know: use principalSet://"))
        return namespace, account
    faults += _name_faults("namespace", namespace, NAMESPACE, "-a-z0-9")
    faults += _name_faults("service account", account, KSA_NAME, "-.a-z0-9")
    return namespace, account


def _name_faults(what: str, name: Text, pattern: re.Pattern[str], letters: str) -> list[Fault]:
    wrong = bad_letter(name, letters)
    if wrong:
        return [Fault(wrong.at, f"has {wrong.text!r} in its {what}, which no Kubernetes name can hold")]
    if isinstance(name, Known) and not name.known:
        return [Fault(name.at, f"has an empty {what}")]
    if isinstance(name, Known) and not pattern.fullmatch(name.known):
        return [Fault(name.origin, f"has {name.known!r} as its {what}, which is no Kubernetes name")]
    return []
