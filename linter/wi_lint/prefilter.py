"""Patterns that are tried only in texts in which they can match.

Looking for a literal is many times cheaper than trying a pattern at every letter. As search tools do it: each
match of the pattern holds one of some literals, and where none of them stands there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from sys import maxsize


class Prefiltered:
    """A pattern, and literals of which each of its matches holds one."""

    def __init__(self, pattern: str, *literals: str, flags: int = 0) -> None:
        self.pattern = re.compile(pattern, flags)
        self.literals = literals

    def may_match(self, text: str, start: int = 0, end: int = maxsize) -> bool:
        """Whether one of the literals stands there."""
        return any(text.find(literal, start, end) != -1 for literal in self.literals)

    def search(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """As the pattern's own."""
        return self.pattern.search(text, start, end) if self.may_match(text, start, end) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As the pattern's own."""
        return self.pattern.finditer(text) if self.may_match(text) else iter(())
