"""What is kept of a run for the next one: the facts of units, and whole results, in the user's cache folder.

Nothing is trusted that is kept: it says which questions were asked of the tree and what the answers were, and
it holds only as long as the tree gives the same answers. What is broken, or of another version, is not there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from wi_lint.kept.ledger import Count, Entry, Ledger, Question

__all__ = ["Count", "Entry", "Ledger", "Nothing", "Question", "Units"]


class Units(Protocol):
    """What those who make units ask, and tell."""

    ledger: Ledger
    """What is asked and counted while a unit is made."""
    keeps: bool
    """Whether anything is kept."""

    def tell(self, question: Question, says: str) -> None:
        """What the tree answers to a question, as text, where somebody has worked it out already."""
        ...

    def words(self, kind: str, name: str) -> list[str] | None:
        """What was kept of a unit beside what it makes; nothing where it does not hold any more."""
        ...

    def find(self, kind: str, name: str, of: Any = None) -> Any:
        """What a unit makes: facts, or what `of` says; nothing where it does not hold any more."""
        ...

    def keep(
        self,
        kind: str,
        name: str,
        questions: Iterable[Question],
        words: list[str],
        made: Any,
        counts: Iterable[Count] = (),
    ) -> None:
        """Keep what a unit makes for the next run."""
        ...


class Nothing:
    """Nothing is kept."""

    keeps = False

    def __init__(self) -> None:
        self.ledger = Ledger()

    def tell(self, question: Question, says: str) -> None:
        pass

    def words(self, kind: str, name: str) -> list[str] | None:  # noqa: ARG002
        return None

    def find(self, kind: str, name: str, of: Any = None) -> Any:  # noqa: ARG002
        return None

    def keep(
        self,
        kind: str,
        name: str,
        questions: Iterable[Question],
        words: list[str],
        made: Any,
        counts: Iterable[Count] = (),
    ) -> None:
        pass
