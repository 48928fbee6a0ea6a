"""What is deployed together: whether two units meet in one cluster, or are one thing in two environments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import count
from typing import TypeVar

from wi_lint.environments import are_apart, differ_in_stage, is_of_production, is_stage, of_one_with, stem_of
from wi_lint.facts import KubernetesAccount, Workload
from wi_lint.graph.store import FactStore
from wi_lint.unit import Unit, shared_depth
from wi_lint.values import weigh

T = TypeVar("T")


class Deployments:
    """Whether units are deployed together."""

    def __init__(self, store: FactStore) -> None:
        self._store = store
        self._asked: dict[tuple[Unit, Unit], bool] = {}
        self._names_of: dict[Unit, frozenset[str]] = {}

    def are_together(self, one: Unit, other: Unit) -> bool:
        """Whether what two units deploy may meet: one unit, units that the user ties, or no two environments.

        They are two environments where they are apart; where both deploy the same object, since nobody
        deploys one twice; and where folders above them do.
        """
        if one == other or self._store.declared.tied(one.folder, other.folder):
            return True
        if (one, other) not in self._asked:
            self._asked[one, other] = self._asked[other, one] = self._may_meet(one, other)
        return self._asked[one, other]

    def are_apart(self, one: Unit, other: Unit) -> bool:
        """Whether two units are surely two environments, or installations that make one thing twice."""
        if one.number and other.number and one.folder == other.folder:
            return one != other and self._are_copies(one, other)
        if are_apart(one, other):
            return True
        here, there = self._named(one), self._named(other)
        return bool(here and there) and here.isdisjoint(there)

    def are_two_stages(self, one: Unit, other: Unit) -> bool:
        """Whether two units are surely two environments, and no two regions of one."""
        return self.are_apart(one, other) and differ_in_stage(one, other)

    @staticmethod
    def is_of_production(unit: Unit) -> bool:
        """Whether a unit is called after production."""
        return is_of_production(unit)

    def of_environment(self, unit: Unit, things: Iterable[T], of: Callable[[T], Unit]) -> list[T]:
        """The things that are surely of the environment of a unit; none where that is not known."""
        every = list(things)
        weigh(steps=1 + len(every))
        named = self._named(unit)
        apart = [one for one in every if not self.are_apart(of(one), unit)]
        found = [one for one in apart if not named.isdisjoint(self._named(of(one)))]
        return found or of_one_with(unit, apart, of)

    def _named(self, unit: Unit) -> frozenset[str]:
        """The names of environments, as roots have them for their files of values, that a unit is of."""
        if not self._names:
            return _NOBODY
        if unit not in self._names_of:
            pieces = {*unit.folder.split("/"), stem_of(unit.variant)}
            self._names_of[unit] = self._names & pieces
        return self._names_of[unit]

    @cached_property
    def _names(self) -> frozenset[str]:
        """What the environments of roots are called: several variants of one folder."""
        variants: dict[str, set[str]] = defaultdict(set)
        for unit in {fact.unit for fact in self._store.all()}:
            if unit.kind == "terraform" and unit.variant:
                variants[unit.folder].add(stem_of(unit.variant))
        several = (names for names in variants.values() if len(names) > 1 and any(map(is_stage, names)))
        return frozenset(name for names in several for name in names)

    def _may_meet(self, one: Unit, other: Unit) -> bool:
        return not (
            self.are_apart(one, other) or self._are_copies(one, other) or self._are_parted(one, other)
        )

    def _are_copies(self, one: Unit, other: Unit) -> bool:
        """Whether two units deploy one workload, or annotate one account with different Google accounts."""
        if not self._workloads.get(one, _NOTHING).isdisjoint(self._workloads.get(other, _NOTHING)):
            return True
        there = self._annotated.get(other, {})
        return any(
            there.get(account, google) != google for account, google in self._annotated.get(one, {}).items()
        )

    def _are_parted(self, one: Unit, other: Unit) -> bool:
        """Whether folders above two units part copies: `us` and `eu` of `us/apps` and `eu/apps`."""
        depth = shared_depth(one.folder, other.folder)
        left, right = one.folder.split("/"), other.folder.split("/")
        if depth >= min(len(left), len(right)) or left[depth] == right[depth]:  # one is in the other
            return False
        partings = self._partings.get(tuple(left[:depth]), {})
        one_of, other_of = partings.get(left[depth], _NONE), partings.get(right[depth], _NONE)
        weigh(steps=1 + min(len(one_of), len(other_of)) // 8)
        return not one_of.isdisjoint(other_of)

    @cached_property
    def _workloads(self) -> dict[Unit, set[_Place]]:
        """The workloads that each unit deploys as a whole; jobs come and go."""
        found: dict[Unit, set[_Place]] = defaultdict(set)
        for workload in self._store.every(Workload):
            if workload.kind not in ("Job", "Pod") and (place := _place(workload)):
                found[workload.unit].add((workload.kind, *place))
        return found

    @cached_property
    def _annotated(self) -> dict[Unit, dict[_Place, _Place]]:
        """The Google account that each unit annotates a Kubernetes one with."""
        found: dict[Unit, dict[_Place, _Place]] = defaultdict(dict)
        for account in self._store.every(KubernetesAccount):
            if (
                account.google is not None
                and not (account.partial or account.derived)
                and (place := _place(account))
            ):
                found[account.unit][place] = account.google.key
        return found

    @cached_property
    def _partings(self) -> dict[_Place, dict[str, set[int]]]:
        """The names by which copies of a workload part below a folder, all behind them being equal.

        By the folder and such a name: the numbers of what is parted by it.
        """
        units: dict[_Place, list[Unit]] = defaultdict(list)
        for unit, places in self._workloads.items():
            for place in places:
                units[place].append(unit)
        found: dict[_Place, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        numbers = count()
        for folders in {
            frozenset(unit.folder for unit in several) for several in units.values() if several[1:]
        }:
            around: dict[tuple[_Place, _Place], set[str]] = defaultdict(set)
            for folder in folders:
                path = tuple(folder.split("/"))
                for depth, name in enumerate(path):
                    around[path[:depth], path[depth + 1 :]].add(name)
            for (above, _), names in around.items():
                if len(names) > 1:
                    number = next(numbers)
                    for name in names:
                        found[above][name].add(number)
        return found


_Place = tuple[str, ...]
_NOTHING: set[_Place] = set()
_NONE: set[int] = set()
_NOBODY: frozenset[str] = frozenset()


def _place(fact: Workload | KubernetesAccount) -> _Place:
    """Where manifests or a chart deploy something, as far as it is known; a script may do so once more."""
    namespace, name = fact.namespace.known, fact.name.known
    is_known = namespace is not None and name is not None and fact.unit.kind in ("manifests", "helm")
    return (namespace or "", name or "") if is_known else ()
