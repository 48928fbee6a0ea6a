"""The identity graph: facts joined by identity, and the questions that rules ask of them.

It is composed of small answerers, each with a question of its own; none inherits from another. The page
`docs/questions.md` lists every question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TypeVar

from msgspec.structs import replace

from wi_lint.config.declared import Declared
from wi_lint.facts import CustomRole, Fact, ProblemFact, SwitchedOff
from wi_lint.graph.answers import Answer, Doubt, Found, Missing, Undecided, Unseen
from wi_lint.graph.beside import Beside
from wi_lint.graph.chains import Chains
from wi_lint.graph.clusters import Clusters
from wi_lint.graph.deployments import Deployments
from wi_lint.graph.grants import Grants
from wi_lint.graph.heuristics import Heuristics
from wi_lint.graph.ksas import KubernetesAccounts
from wi_lint.graph.network import Network
from wi_lint.graph.references import References
from wi_lint.graph.reliance import Reliance
from wi_lint.graph.store import FactStore
from wi_lint.graph.trust import Trust

F = TypeVar("F", bound=Fact)


class Graph:
    """The identity graph of one run."""

    def __init__(self, facts: Iterable[Fact], declared: Declared = Declared()) -> None:  # noqa: B008 (frozen)
        """`declared`: what the user declares beside the files."""
        self.declared = declared
        self._store = FactStore(facts, declared)
        self.deployments = Deployments(self._store)
        self.references = References(self._store, self.deployments)
        self.ksas = KubernetesAccounts(self._store, self.references)
        self.grants = Grants(self._store)
        self.heuristics = Heuristics(self._store, self.grants)
        self.trust = Trust(self._store, self.ksas, self.grants, self.heuristics, self.deployments)
        self.beside = Beside(self._store)
        self.reliance = Reliance(self._store, self.ksas, self.trust)
        self.clusters = Clusters(self._store, self.grants, self.deployments)
        self.network = Network(self._store, self.clusters, self.deployments)
        self.chains = Chains(self._store, self.ksas, self.grants, self.trust, self.clusters)

    def every(self, kind: type[F]) -> tuple[F, ...]:
        """The facts of one type, in the order in which they were read."""
        return self._store.every(kind)

    @property
    def asleep(self) -> Graph:
        """What blocks would make of which there is none here: for rules that look at one fact alone."""
        made = (fact for one in self.every(SwitchedOff) for fact in one.makes)
        return Graph(chain(made, self.every(CustomRole)), self.declared)

    @property
    def awake(self) -> Graph | None:
        """The graph of what roots would make with all on that they switch off; nothing where none does."""
        if not self._store.awake:
            return None
        facts = (replace(fact, unit=replace(fact.unit, awake=False)) for fact in self._store.awake)
        return Graph(facts, self.declared)

    @property
    def facts(self) -> Iterator[Fact]:
        """All facts, type by type."""
        return self._store.all()

    @property
    def places(self) -> set[tuple[str, int, int]]:
        """Where its facts are written."""
        return self._store.places

    @property
    def limits(self) -> tuple[ProblemFact, ...]:
        """What is not judged, as more was asked for than is weighed: known when the rules have asked."""
        return tuple(self._store.limits.values())

    @property
    def size(self) -> int:
        """How many facts there are."""
        return self._store.count


__all__ = [
    "Answer",
    "Doubt",
    "Found",
    "Graph",
    "Missing",
    "Undecided",
    "Unseen",
]
