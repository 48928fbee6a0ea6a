"""What is asked of the tree and taken from the run while something is made.

Much is made once and used by many: a chart by its releases, a base by its overlays. Who uses it rests on all
that it rests on, whoever asked first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from msgspec import Struct, field

from wi_lint.bounds import (
    MAX_ALL_INSTALLED_TEXT,
    MAX_ALL_INSTANCES,
    MAX_ALL_OBJECTS,
    MAX_ALL_REPEATED,
    MAX_GIVEN,
    MAX_INSTALLED_TEXT,
    MAX_MATCHED,
    MAX_SOUGHT,
    MAX_SOURCED_TEXT,
    MAX_VARIABLES,
)

Question = tuple[str, str]
"""What is asked (`text`, `exists`, `names`, `folders`, `below`, `real`, `code`, `calls`), of which path."""
Count = tuple[str, str, str, int]
"""What is counted, of what, who makes it count, and how much: each maker counts once."""
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Entry(Struct):
    """What something rests on, and what it counts for. `is_spoilt`: it is no more than a part, or a guess."""

    questions: set[Question] = field(default_factory=set)
    counts: set[Count] = field(default_factory=set)
    is_spoilt: bool = False


class Ledger:
    """The entries of one run."""

    def __init__(self) -> None:
        self._open: list[Entry] = []
        self._bounds = {
            "written": MAX_INSTALLED_TEXT,
            "sourced": MAX_SOURCED_TEXT,
            "variables": MAX_VARIABLES,
            "instances": MAX_ALL_INSTANCES,
            "objects": MAX_ALL_OBJECTS,
            "repeated": MAX_ALL_REPEATED,
            "written in all": MAX_ALL_INSTALLED_TEXT,
            "matched": MAX_MATCHED,
            "sought": MAX_SOUGHT,
            "given": MAX_GIVEN,
        }
        self._counted: set[Count] = set()
        self._totals: Counter[tuple[str, str]] = Counter()
        self.used: set[Question] = set()
        """What was asked for things that were made before."""

    def ask(self, what: str, path: str) -> None:
        """Something is asked of the tree."""
        if self._open:
            self._open[-1].questions.add((what, path))

    def count(self, what: str, of: str, by: str, number: int = 1) -> None:
        """Something counts, beyond what is made just now."""
        count = what, of, by, number
        if count not in self._counted:
            self._counted.add(count)
            self._totals[what, of] += number
        if self._open:
            self._open[-1].counts.add(count)

    def total(self, what: str, of: str) -> int:
        """How much all that was made so far counts."""
        return self._totals[what, of]

    def fits(self, counts: Iterable[Count]) -> bool:
        """Whether no bound would be met if something counted, too: what meets one is made anew, and cut."""
        more: Counter[tuple[str, str]] = Counter()
        for count in counts:
            if count not in self._counted:
                more[count[0], count[1]] += count[3]
        return all(
            self._totals[key] + more[key] <= self._bounds[key[0]] for key in more if key[0] in self._bounds
        )

    def spoil(self) -> None:
        """What is made just now is not worth being kept: a bound was met, or something failed."""
        if self._open:
            self._open[-1].is_spoilt = True

    @contextmanager
    def during(self) -> Iterator[Entry]:
        """What is asked and counted from here on, for one thing and for those that it is a part of."""
        entry = Entry()
        self._open.append(entry)
        try:
            yield entry
        finally:
            self._open.pop()
            if self._open:
                self._open[-1].is_spoilt |= entry.is_spoilt
                self.again(entry.questions, entry.counts)

    def again(self, questions: set[Question], counts: Iterable[Count]) -> None:
        """Something that was made before is used."""
        self.used.update(questions)
        if self._open:
            self._open[-1].questions.update(questions)
        for count in counts:
            self.count(*count)

    def once(self, memo: dict[K, tuple[V, Entry]], key: K, make: Callable[[], V]) -> V:
        """What is made when it is first asked for."""
        if key in memo:
            value, entry = memo[key]
            self.again(entry.questions, entry.counts)
            if entry.is_spoilt:
                self.spoil()
            return value
        with self.during() as entry:
            value = make()
        memo[key] = value, entry
        return value
