"""What stands beside something, for repairs that are written as their neighbours are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from itertools import chain, islice

from wi_lint.bounds import MAX_NEAR
from wi_lint.facts import Cluster, GoogleAccount, Grant, KubernetesAccount, Workload
from wi_lint.grammar import WorkloadMember
from wi_lint.graph.index import grouped
from wi_lint.graph.store import FactStore
from wi_lint.source import Span
from wi_lint.unit import Unit
from wi_lint.values import Text

_Key = tuple[str, ...]
_Place = tuple[str, int, int]


class Beside:
    """Neighbours, by what they are near to."""

    def __init__(self, store: FactStore) -> None:
        self._store = store

    def pods_as(self, namespace: Text, account: Text) -> list[Workload]:
        """The workloads whose pods name a Kubernetes service account, declared or not; some of very many."""
        return self._pods.get((namespace.key, account.key), [])

    def is_bound(self, namespace: Text, account: Text) -> bool:
        """Whether a member names a Kubernetes service account, declared or not."""
        return (namespace.key, account.key) in self._named

    def has_pods(self, unit: Unit) -> bool:
        """Whether a unit declares pods."""
        return unit in self._with_pods

    def accounts(self, of: GoogleAccount) -> Iterable[GoogleAccount]:
        """The Google service accounts beside one, those of its file first; not very many."""
        near = chain(self._of_file.get(of.at.path, ()), self._of_unit.get(of.unit, ()))
        found = {id(one): one for one in islice(near, 4 * MAX_NEAR) if one is not of and one.unit == of.unit}
        return islice(found.values(), MAX_NEAR)

    def is_shared(self, fact: GoogleAccount | Cluster) -> bool:
        """Whether what is written at a place makes several of it: in environments, or calls of a module."""
        return self._made.get(fact.at.order, 0) > 1

    def is_called(self, unit: Unit, address: str) -> bool:
        """Whether something that grants is called so in a unit."""
        return address in self._addresses.get(unit, ())

    def written_by(self, at: Span) -> list[Grant]:
        """The grants of the block or the document that begins at a place."""
        return self._by_writer.get(at.order, [])

    def is_alone(self, account: KubernetesAccount) -> bool:
        """Whether nothing else is made of what a Kubernetes service account is written as."""
        return self._written.get(account.at.order, 0) <= 1

    def direct(self, pool: Text) -> list[Grant]:
        """The grants to workloads of a pool that are named as principals; some of very many."""
        return self._direct.get(pool.key, [])

    @cached_property
    def projects(self) -> dict[str, Text]:
        """The projects that have a workload pool, as clusters and members say, by their names."""
        found = [one.project for one in self._store.every(Cluster)]
        members = (one.member for one in self._store.every(Grant))
        found += [
            one.project
            for one in members
            if isinstance(one, WorkloadMember) and not one.faults and one.project is not None
        ]
        return {one.known: one for one in found if one.known is not None}

    # made when they are first asked for

    @cached_property
    def _pods(self) -> dict[tuple[_Key, _Key], list[Workload]]:
        found: dict[tuple[_Key, _Key], list[Workload]] = defaultdict(list)
        for one in self._store.every(Workload):
            if one.account is not None and len(found[one.namespace.key, one.account.key]) < MAX_NEAR:
                found[one.namespace.key, one.account.key].append(one)
        return found

    @cached_property
    def _named(self) -> frozenset[tuple[_Key, _Key]]:
        members = (one.member for one in self._store.every(Grant))
        return frozenset(
            (one.namespace.key, one.account.key)
            for one in members
            if isinstance(one, WorkloadMember) and one.namespace is not None and one.account is not None
        )

    @cached_property
    def _with_pods(self) -> frozenset[Unit]:
        return frozenset(one.unit for one in self._store.every(Workload))

    @cached_property
    def _of_file(self) -> dict[str, list[GoogleAccount]]:
        return grouped(self._store.every(GoogleAccount), lambda one: one.at.path)

    @cached_property
    def _of_unit(self) -> dict[Unit, list[GoogleAccount]]:
        return grouped(self._store.every(GoogleAccount), lambda one: one.unit)

    @cached_property
    def _addresses(self) -> dict[Unit, set[str]]:
        found: dict[Unit, set[str]] = defaultdict(set)
        for one in self._store.every(Grant):
            found[one.unit].add(one.writer.address)
        return found

    @cached_property
    def _by_writer(self) -> dict[_Place, list[Grant]]:
        return grouped(self._store.every(Grant), lambda one: one.writer.at.order)

    @cached_property
    def _made(self) -> dict[_Place, int]:
        found: dict[_Place, int] = defaultdict(int)
        for one in (*self._store.every(GoogleAccount), *self._store.every(Cluster)):
            found[one.at.order] += 1
        return found

    @cached_property
    def _written(self) -> dict[_Place, int]:
        found: dict[_Place, int] = defaultdict(int)
        for one in self._store.every(KubernetesAccount):
            found[one.at.order] += 1
        return found

    @cached_property
    def _direct(self) -> dict[_Key, list[Grant]]:
        found: dict[_Key, list[Grant]] = defaultdict(list)
        for one in self._store.every(Grant):
            member = one.member
            if not isinstance(member, WorkloadMember) or member.faults or member.pool is None:
                continue
            if member.direct and len(found[member.pool.key]) < MAX_NEAR:
                found[member.pool.key].append(one)
        return found
