"""What is kept of a run for the next one: the facts of units, and whole results, in the user's cache folder.

Nothing is trusted that is kept: it says which questions were asked of the tree and what the answers were, and
it holds only as long as the tree gives the same answers. What is broken, or of another version, is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from wi_lint.facts import Fact

Question = tuple[str, str]
"""What is asked (`text`, `exists`, `names`, `folders`, `below`, `real`, `code`), and of which path."""


class Units(Protocol):
    """What the readers of units ask, and tell."""

    def words(self, kind: str, name: str) -> list[str] | None:
        """What was kept of a unit beside its facts; nothing where it does not hold any more."""
        ...

    def find(self, kind: str, name: str) -> list[Fact] | None:
        """The facts of a unit; nothing where they do not hold any more."""
        ...

    def keep(
        self, kind: str, name: str, questions: Iterable[Question], words: list[str], facts: Sequence[Fact]
    ) -> None:
        """Keep the facts of a unit for the next run."""
        ...


class Nothing:
    """Nothing is kept."""

    def words(self, kind: str, name: str) -> list[str] | None:  # noqa: ARG002
        return None

    def find(self, kind: str, name: str) -> list[Fact] | None:  # noqa: ARG002
        return None

    def keep(
        self, kind: str, name: str, questions: Iterable[Question], words: list[str], facts: Sequence[Fact]
    ) -> None:
        pass


NOTHING = Nothing()
