"""Which object is meant, where one names another by kind, namespace and name.

There is one answer for every such reference: accounts of pods and of IAM members, config maps, classes of
secrets, configurations of external accounts. What the same unit deploys comes first, then what is deployed
with it, the closest folder first; another environment's object of the same name is never meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, Protocol, TypeVar

from wi_lint.bounds import MAX_COMPARED
from wi_lint.graph.answers import Answer, Found, Undecided, Unseen
from wi_lint.graph.deployments import Deployments
from wi_lint.graph.index import grouped
from wi_lint.graph.store import FactStore
from wi_lint.unit import Unit, shared_depth
from wi_lint.values import Match, Text, compare, weigh, weighed


class InNamespace(Protocol):
    """Something that is in a namespace."""

    @property
    def unit(self) -> Unit: ...

    @property
    def namespace(self) -> Text: ...


class Placed(InNamespace, Protocol):
    """An object of a namespace, which others name."""

    @property
    def name(self) -> Text: ...


P = TypeVar("P", bound=Placed)
_Key = tuple[str, ...]


class _Index(Generic[P]):
    """Objects of one kind: by place, and by name where their namespace is not known."""

    def __init__(self, facts: Iterable[P]) -> None:
        self.by_place: dict[tuple[_Key, _Key], list[P]] = defaultdict(list)
        self.by_name: dict[_Key, list[P]] = defaultdict(list)
        self._open: dict[_Key, list[P]] = defaultdict(list)
        for fact in facts:
            self.by_place[fact.namespace.key, fact.name.key].append(fact)
            self.by_name[fact.name.key].append(fact)
            if fact.namespace.known is None:
                self._open[fact.name.key].append(fact)

    def maybe(self, namespace: Text, name: Text) -> Iterator[P]:
        """Those of a name that may be in a namespace, or not."""
        alike = self._open if namespace.known is not None else self.by_name
        return (one for one in alike.get(name.key, ()) if compare(one.namespace, namespace) is Match.MAYBE)


class References:
    """What objects refer to."""

    def __init__(self, store: FactStore, deployments: Deployments) -> None:
        self._store = store
        self._deployments = deployments
        self._indexes: dict[type, _Index[Placed]] = {}

    def resolve(
        self,
        kind: type[P],
        namespace: Text,
        name: Text,
        unit: Unit,
        agreed: Callable[[list[P]], P | None] = lambda _: None,
    ) -> Answer[P]:
        """The object that a unit means by a namespace and a name.

        `agreed`: what several declarations are together; nothing where they disagree. `Undecided` where such
        ones are equally close, or one may be it, since its namespace is not known; `Unseen` where there is
        none, or in another environment alone.
        """
        near = self.nearest(self.declared(kind, namespace, name), unit)
        if near:
            one = agreed(near)
            units = {found.unit for found in near}
            if one is None and len(units) > 1:
                names = " and ".join(sorted(found.title or "." for found in units))
                return Undecided(f"{name} is declared in {names}, and either may be meant")
            return Found(one or near[0])
        maybe = self._maybe(kind, namespace, name)
        if maybe is not None:
            return Undecided(maybe.namespace.why or namespace.why or name.why)
        return Unseen(f"no {kind.__name__} of that name was read")

    def meant(self, kind: type[P], namespace: Text, name: Text, unit: Unit) -> list[P]:
        """All that a unit may mean: the closest, or those whose namespace is not known."""
        near = self.nearest(self.declared(kind, namespace, name), unit)
        if near:
            return near
        return self.nearest(self._index(kind).maybe(namespace, name), unit)

    def declared(self, kind: type[P], namespace: Text, name: Text) -> list[P]:
        """The declarations of surely this object, wherever they are."""
        return weighed(self._index(kind).by_place.get((namespace.key, name.key), []))

    def may_meet(self, one: InNamespace, other: InNamespace) -> bool:
        """Whether two objects may be in one namespace of one cluster."""
        together = self._deployments.are_together(one.unit, other.unit)
        return together and compare(one.namespace, other.namespace) is not Match.DIFFERENT

    def nearest(self, candidates: Iterable[P], unit: Unit) -> list[P]:
        """Those that a unit means first: of its own, else of what is deployed with it, the closest folder."""
        found = list(candidates)
        weigh(found[0].namespace if found else None, 1 + len(found))
        own = [one for one in found if one.unit == unit]
        if own:
            return own
        by_depth = grouped(found, lambda one: shared_depth(one.unit.folder, unit.folder))
        closest = (by_depth[depth] for depth in sorted(by_depth, reverse=True))
        return next((together for group in closest if (together := self._together(group, unit))), [])

    def _together(self, group: list[P], unit: Unit) -> list[P]:
        """Those that are deployed with a unit; of very many any may be."""
        if len(group) > MAX_COMPARED:
            return group
        found = [one for one in group if self._deployments.are_together(one.unit, unit)]
        if len(found) > 1:
            return self._deployments.of_environment(unit, found, lambda one: one.unit) or found
        return found

    def _maybe(self, kind: type[P], namespace: Text, name: Text) -> P | None:
        """An object of this name that may be in this namespace, or not."""
        return next(self._index(kind).maybe(namespace, name), None)

    def _index(self, kind: type[P]) -> _Index[P]:
        if kind not in self._indexes:
            self._indexes[kind] = _Index(self._of(kind))
        return self._indexes[kind]  # type: ignore[return-value]

    def _of(self, kind: type[P]) -> tuple[P, ...]:
        return self._store.every(kind)  # type: ignore[type-var]
