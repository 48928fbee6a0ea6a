"""Facts by what they are asked for: no question costs a walk over all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Generic, TypeVar

from wi_lint.bounds import MAX_WEIGHED
from wi_lint.facts import Fact
from wi_lint.unit import Unit
from wi_lint.values import Match, Text, compare, weighed

F = TypeVar("F", bound=Fact)
T = TypeVar("T")
K = TypeVar("K")


class ByText(Generic[F]):
    """Facts under a text that may be partly known.

    Those with a known text are found by it; the others by their unit, since a partly known text
    is only ever weighed within units that are tied.
    """

    def __init__(self) -> None:
        self.known: dict[str, list[F]] = defaultdict(list)
        self.partly: dict[Unit, list[tuple[Text, F]]] = defaultdict(list)
        self._same: dict[tuple[str, ...], list[F]] = defaultdict(list)

    def add(self, text: Text, fact: F) -> None:
        if text.known is not None:
            self.known[text.known].append(fact)
        else:
            self.partly[fact.unit].append((text, fact))
            self._same[text.key].append(fact)

    def same(self, text: Text) -> list[F]:
        """The facts that are surely under this text."""
        if text.known is not None:
            return weighed(self.known.get(text.known, []))
        return weighed(self._same.get(text.key, []))

    def maybe(self, text: Text, units: Iterable[Unit]) -> Iterator[F]:
        """The facts of some units that may be under this text, and may not; of very many the last may."""
        partly = chain.from_iterable(self.partly.get(unit, ()) for unit in units)
        for number, (other, fact) in enumerate(partly):
            if number > MAX_WEIGHED or compare(text, other) is Match.MAYBE:
                yield fact
            if number > MAX_WEIGHED:
                return


def grouped(facts: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    """Facts by a key."""
    groups: dict[K, list[T]] = defaultdict(list)
    for fact in facts:
        groups[key(fact)].append(fact)
    return dict(groups)


def by_text(facts: Iterable[F], text: Callable[[F], Text]) -> ByText[F]:
    """An index of facts by one of their texts."""
    index: ByText[F] = ByText()
    for fact in facts:
        index.add(text(fact), fact)
    return index
