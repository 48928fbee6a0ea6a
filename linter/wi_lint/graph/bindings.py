"""Who may act as a Google service account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain, islice

from wi_lint.bounds import MAX_COMPARED, MAX_WEIGHED
from wi_lint.facts import Grant, KubernetesAccount
from wi_lint.grammar import (
    ExternalMember,
    GoogleMember,
    Member,
    OpaqueMember,
    PublicMember,
    WorkloadMember,
    WorkloadSet,
)
from wi_lint.graph.roles import lets_impersonate
from wi_lint.unit import Unit
from wi_lint.values import Match, Text, compare, weighed

_Key = tuple[str, ...]
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
        case ExternalMember(workload=(ns, account)):  # which cluster is its pool's provider, nobody knows
            same = both(compare(ns, namespace), compare(account, name))
            return Match.DIFFERENT if same is Match.DIFFERENT else Match.MAYBE
        case WorkloadSet(scope="namespace", namespace=Text() as ns):
            return compare(ns, namespace)
        case WorkloadSet() | PublicMember():
            return Match.SAME
        case WorkloadMember() | OpaqueMember():
            return Match.MAYBE
        case Member(faults=faults) if faults and not isinstance(member, GoogleMember | ExternalMember):
            return Match.MAYBE  # it is malformed, which is reported as such
        case _:
            return Match.DIFFERENT


class Bindings:
    """The grants on one Google service account, by the Kubernetes one that each names."""

    def __init__(self, grants: Iterable[Grant], *, is_sure: bool) -> None:
        """`is_sure`: whether one of them is surely on this account."""
        self.is_sure = is_sure
        self.every = list(grants)
        self._open: list[int] = []
        """The places of those that name none for sure."""
        self._by_name: dict[_Key, list[int]] = defaultdict(list)
        self._by_namespace: dict[_Key, list[int]] = defaultdict(list)
        for place, grant in enumerate(self.every):
            member = grant.member
            if isinstance(member, ExternalMember) and member.workload is not None:
                name = member.workload[1]
                (self._by_name[name.key] if name.known else self._open).append(place)
                continue
            if not isinstance(member, WorkloadMember) or member.account is None or member.namespace is None:
                is_other = isinstance(member, GoogleMember | ExternalMember)
                if not is_other and (type(member) is not Member or member.faults):
                    self._open.append(place)
                continue
            (self._by_name[member.account.key] if member.account.known else self._open).append(place)
            self._by_namespace[member.namespace.key].append(place)

    @cached_property
    def units(self) -> frozenset[Unit]:
        """The units that grant."""
        return frozenset(grant.unit for grant in self.every)

    def of(self, ksa: KubernetesAccount) -> list[Grant]:
        """Those that may be an account's, in their order."""
        if ksa.name.known is None:
            return self.every[:MAX_WEIGHED]
        places = weighed((*self._by_name.get(ksa.name.key, ()), *self._open))
        return [self.every[place] for place in sorted(places)]

    def like(self, ksa: KubernetesAccount) -> list[Grant]:
        """Those that are worth being compared with an account: its namesakes and neighbours first."""
        if len(self.every) <= MAX_COMPARED:
            return self.every
        alike = self._by_name.get(ksa.name.key, ()), self._by_namespace.get(ksa.namespace.key, ())
        places = dict.fromkeys(chain(*alike, range(len(self.every))))
        return [self.every[place] for place in sorted(islice(places, MAX_COMPARED))]


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
