"""Names by what resembles them: which of many may be a slip for another.

Two slips, each an edit or a swap of neighbours, touch four of five pieces of a name at most: the
fifth stands in the other name too, moved by two letters at most. So a name is looked up by its
pieces, and only what shares one is compared. (Li et al., Pass-Join, VLDB 2011.)
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from wi_lint.bounds import MAX_COMPARED, MAX_LIKENED, MAX_NEAR, MAX_WORDS
from wi_lint.grammar import near

_SLIPS = 2
_PIECES = 2 * _SLIPS + 1


class Resemblance:
    """Some names, asked for those that are near another one."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {name for name in names if len(name) <= MAX_LIKENED}
        self._by_piece: dict[tuple[int, int, str], list[str]] = defaultdict(list)
        self._by_words: dict[str, list[str]] = defaultdict(list)
        self._short: list[str] = []
        self._asked: dict[str, list[str]] = {}
        for name in sorted(self._names):
            for words in _runs(name):
                self._by_words[words].append(name)
            if len(name) < _PIECES:
                self._short.append(name)
            for number, start, end in _pieces(len(name)):
                self._by_piece[len(name), number, name[start:end]].append(name)

    def near(self, name: str) -> list[str]:
        """The names that may be a slip for this one, or this one for them."""
        if name not in self._asked:
            self._asked[name] = self._near(name)
        return self._asked[name]

    def _near(self, name: str) -> list[str]:
        if len(name) > MAX_LIKENED:
            return []
        compared: set[str] = set()
        found: list[str] = []
        for other in self._candidates(name):
            if other in compared:
                continue
            compared.add(other)
            if near(name, other):
                found.append(other)
            if len(found) > MAX_NEAR:
                return []
            if len(compared) >= MAX_COMPARED:
                break
        return sorted(found)

    def _candidates(self, name: str) -> Iterator[str]:
        """What has something in common with a name, the rarest first: thousands may begin alike."""
        yield from self._by_words.get(name, ())
        for words in _runs(name):
            if words in self._names:
                yield words
        if len(name) < _PIECES + _SLIPS:
            yield from self._short
        found = [self._by_piece[key] for key in _keys(name) if key in self._by_piece]
        for others in sorted(found, key=len):
            yield from others


def _keys(name: str) -> Iterator[tuple[int, int, str]]:
    """The pieces that a name that is near this one may share with it."""
    for length in range(len(name) - _SLIPS, len(name) + _SLIPS + 1):
        for number, start, end in _pieces(length):
            for at in range(max(0, start - _SLIPS), start + _SLIPS + 1):
                yield length, number, name[at : at + end - start]


def _pieces(length: int) -> Iterator[tuple[int, int, int]]:
    """The pieces of a name of some length: number, start and end; none of a very short one."""
    if length >= _PIECES:
        for number in range(_PIECES):
            yield number, number * length // _PIECES, (number + 1) * length // _PIECES


def _runs(name: str) -> Iterator[str]:
    """Words of a name that follow one another: what may be a shorter form of it."""
    starts = [0, *(found.end() for found in re.finditer(r"[-.]", name))]
    if len(starts) > MAX_WORDS:
        return
    ends = [*(found.start() for found in re.finditer(r"[-.]", name)), len(name)]
    for first, start in enumerate(starts):
        for end in ends[first:]:
            yield name[start:end]
