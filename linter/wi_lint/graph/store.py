"""Every fact of a run, by its type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, TypeVar

from msgspec.structs import replace

from wi_lint.config.declared import Declared
from wi_lint.facts import CustomRole, Fact, Grant, KubernetesAccount, ProblemFact, SwitchedOff, Unread
from wi_lint.problems import ReadProblem
from wi_lint.values import weighed

F = TypeVar("F", bound=Fact)


class FactStore:
    """Facts, and what the user declares beside the files."""

    def __init__(self, facts: Iterable[Fact], declared: Declared) -> None:
        self.declared = declared
        by_type: dict[type, list[Fact]] = defaultdict(list)
        self.awake: list[Fact] = []
        """What roots would make if all were on that they switch off: of no concern to the rest."""
        found: list[Fact] = []
        for fact in facts:
            (self.awake if fact.unit.awake else found).append(fact)
        roles = {role.name.key: role.permissions for role in found if isinstance(role, CustomRole)}
        is_any = any(map(_is_loose, found))
        used = set(chain.from_iterable(_places(one) for one in found if is_any and not _is_loose(one)))
        for fact in found:
            if _is_loose(fact) and used.intersection(_places(fact)):
                continue  # a release has these values, and says more of it
            if isinstance(fact, Grant) and fact.role.key in roles:
                fact = replace(fact, permissions=roles[fact.role.key])
            if not isinstance(fact, Unread) or fact.kind != "module" or not declared.trusts_module(fact.text):
                by_type[type(fact)].append(fact)
        self._by_type: dict[type, tuple[Any, ...]] = {kind: tuple(facts) for kind, facts in by_type.items()}
        self.count = len(found)
        self.limits: dict[str, ProblemFact] = {}
        """What more was asked for than is weighed, by the bound: the first of each."""

    def all(self) -> Iterator[Fact]:
        """The facts of all types, type by type."""
        return chain.from_iterable(self._by_type.values())

    @property
    def places(self) -> set[tuple[str, int, int]]:
        """Where what is made is written."""
        made = (facts for kind, facts in self._by_type.items() if kind is not SwitchedOff)
        return {fact.at.order for facts in made for fact in facts}

    def exceeded(self, bound: str, about: Fact, says: str) -> None:
        """Say that something has more of what a bound counts than is weighed, and is not judged so far."""
        problem = ReadProblem("limit", about.at, says)
        fact = ProblemFact(unit=about.unit, address=about.address, at=about.at, problem=problem)
        self.limits.setdefault(bound, fact)

    def every(self, kind: type[F]) -> tuple[F, ...]:
        """The facts of one type, in the order in which they were read."""
        return weighed(self._by_type.get(kind, ()))


def _is_loose(fact: Fact) -> bool:
    return isinstance(fact, KubernetesAccount) and fact.loose


def _places(fact: Fact) -> Iterator[tuple[str, int, int]]:
    """Where the annotations of an account are written."""
    if isinstance(fact, KubernetesAccount):
        texts = (fact.google, fact.stray, *(one.value for one in fact.annotations))
        yield from (part.at.order for text in texts if text is not None for part in text.parts)
