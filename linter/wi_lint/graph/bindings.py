"""Who may act as a Google service account."""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.facts import Grant, KubernetesAccount
from wi_lint.grammar import (
    GoogleMember,
    Member,
    OpaqueMember,
    PublicMember,
    WorkloadMember,
    WorkloadSet,
)
from wi_lint.graph.roles import lets_impersonate
from wi_lint.values import Match, Text, compare

_AND = {
    (Match.SAME, Match.SAME): Match.SAME,
    (Match.MAYBE, Match.SAME): Match.MAYBE,
    (Match.SAME, Match.MAYBE): Match.MAYBE,
    (Match.MAYBE, Match.MAYBE): Match.MAYBE,
}


def both(one: Match, other: Match) -> Match:
    """Two comparisons that must both hold."""
    return _AND.get((one, other), Match.DIFFERENT)


def covers(member: Member, namespace: Text, name: Text) -> Match:
    """Whether a member stands for a Kubernetes service account."""
    match member:
        case WorkloadMember(namespace=Text() as ns, account=Text() as account):
            return both(compare(ns, namespace), compare(account, name))
        case WorkloadSet(scope="namespace", namespace=Text() as ns):
            return compare(ns, namespace)
        case WorkloadSet() | PublicMember():
            return Match.SAME
        case WorkloadMember() | OpaqueMember():
            return Match.MAYBE
        case Member(faults=faults) if faults and not isinstance(member, GoogleMember):
            return Match.MAYBE  # it is malformed, which is reported as such
        case _:
            return Match.DIFFERENT


def impersonation(grants: list[Grant], ksa: KubernetesAccount) -> tuple[Grant | None, str | None]:
    """The grant that lets an account impersonate, or why one of them might."""
    doubt = None
    for grant in grants:
        enough = lets_impersonate(grant)
        if enough is False:
            continue
        match covers(grant.member, ksa.namespace, ksa.name):
            case Match.SAME if enough:
                return grant, None
            case Match.DIFFERENT:
                pass
            case _:
                doubt = doubt or _why(grant, ksa)
    return None, doubt


def _why(grant: Grant, ksa: KubernetesAccount) -> str:
    for text in (grant.member_text, grant.role, ksa.namespace, ksa.name):
        if text.why:
            return f"{grant.address} may be the binding: {text.why}"
    return f"{grant.address} may be the binding"


def workload_grants(grants: list[Grant]) -> Iterator[tuple[Grant, WorkloadMember]]:
    """Those that are given to one Kubernetes service account."""
    for grant in grants:
        if isinstance(grant.member, WorkloadMember) and grant.member.account is not None:
            yield grant, grant.member
