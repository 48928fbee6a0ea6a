"""What readers look for: the one filter that leaves out texts in which none of them would find anything.

Reading a text costs much more than looking for words in it. So every reader declares the kinds, API groups and
words that it reads, beside the code that reads them and out of the very tables that it reads by, and a text that
holds none of them is not parsed. The filter is never a judgement: without it, every finding is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

Phrase = tuple[str, ...]
"""Words that must all stand in a text, in whatever order and however far apart."""


@dataclass(frozen=True)
class Signs:
    """What some readers read.

    `kinds`: of manifests, as words. `words`: pieces of text, such as the name of a field or the end of an API
    group. `phrases`: words that only matter together. `within`: where it is given, phrases count only in a text
    in which one of these words stands by itself (the names of tools).
    """

    kinds: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    phrases: frozenset[Phrase] = frozenset()
    within: frozenset[str] = frozenset()
    _everything: bool = field(default=False, repr=False)

    def __or__(self, other: Signs) -> Signs:
        """What both read."""
        return Signs(
            self.kinds | other.kinds,
            self.words | other.words,
            self.phrases | other.phrases,
            self.within | other.within,
            self._everything or other._everything,
        )

    def matter_in(self, text: str) -> bool:
        """Whether a reader may find something in a text."""
        if self._everything or (self._pattern is not None and self._pattern.search(text) is not None):
            return True
        if not self.phrases or (self._tools is not None and self._tools.search(text) is None):
            return False
        return any(all(word in text for word in phrase) for phrase in self.phrases)

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        kinds = rf"\b(?:{_either(self.kinds)})\b" if self.kinds else ""
        words = _either(self.words) if self.words else ""
        both = "|".join(filter(None, (kinds, words)))
        return re.compile(both) if both else None

    @cached_property
    def _tools(self) -> re.Pattern[str] | None:
        """A tool by itself: not the beginning of `kubectl.kubernetes.io`, as annotations have it."""
        return re.compile(rf"\b(?:{_either(self.within)})(?:\.exe)?(?![\w.-])") if self.within else None


NOTHING = Signs()
EVERYTHING = Signs(_everything=True)
"""The filter, switched off."""


@dataclass(frozen=True)
class Wanted:
    """What is read of manifests, and of the commands of scripts."""

    manifests: Signs = EVERYTHING
    commands: Signs = EVERYTHING


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words))
