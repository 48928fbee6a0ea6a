"""What readers look for: the one filter that leaves out texts in which none of them would find anything.

Reading a text costs much more than looking for words in it. So every reader declares the kinds, API groups
and words that it reads, beside the code that reads them and out of the very tables that it reads by, and a
text that holds none of them is not parsed. The filter is never a judgement: without it, every finding is the
same.
"""

from __future__ import annotations

import re
from functools import cached_property

from msgspec import Struct

from wi_lint.lazy_re import regex

Phrase = tuple[str, ...]
"""A tool, and words that must all stand in a text in which it is run, in any order; marks as they are."""
_KIND = regex(r"kind[\"']?\s*:[ \t]*[\"']?(\w*)([{$\\]?)")
"""A kind, in YAML or JSON. An alias, a tag or what a template writes leaves its name empty, or stands behind
a part of it."""


class Signs(Struct, frozen=True, dict=True):
    """What some readers read.

    `kinds`: of manifests. `words`: pieces of text, such as the name of a field or the end of an API group.
    `phrases`: tools and words of their commands.
    """

    kinds: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    phrases: frozenset[Phrase] = frozenset()
    _everything: bool = False

    def __or__(self, other: Signs) -> Signs:
        """What both read."""
        return Signs(
            self.kinds | other.kinds,
            self.words | other.words,
            self.phrases | other.phrases,
            self._everything or other._everything,
        )

    def matter_in(self, text: str) -> bool:
        """Whether a reader may find something in a text."""
        if self._everything or any(word in text for word in self.words):
            return True
        return self._holds_kind(text) or self._holds_phrase(text)

    def _holds_kind(self, text: str) -> bool:
        """Whether a manifest is of one of the kinds; what names its kind in an odd way may be."""
        if not self.kinds:
            return False
        return any(not found[1] or found[2] or found[1] in self.kinds for found in _KIND.finditer(text))

    def _holds_phrase(self, text: str) -> bool:
        tools = self._tools_in(text)
        if not tools:
            return False
        said: dict[str, bool] = {}

        def is_said(word: str) -> bool:
            if word not in said:
                said[word] = _stands_alone(word, text) if word[-1:].isalnum() else word in text
            return said[word]

        return any(tool in tools and all(map(is_said, rest)) for tool, *rest in self.phrases)

    def _tools_in(self, text: str) -> set[str]:
        """The tools that stand by themselves: not in `kubectl.kubernetes.io`, as annotations have it."""
        return {tool for tool, pattern in self._tools.items() if pattern.search(text) is not None}

    @cached_property
    def _tools(self) -> dict[str, re.Pattern[str]]:
        """Each tool as it is looked for; what stands before it is asked last: a literal is found faster."""
        tools = ((phrase[0], re.escape(phrase[0])) for phrase in self.phrases)
        return {name: re.compile(rf"{tool}(?<!\w{tool})(?:\.exe)?(?![\w.-])") for name, tool in tools}


def _stands_alone(word: str, text: str) -> bool:
    """Whether a word stands in a text by itself, and not in a longer one."""
    at = text.find(word)
    while at != -1:
        end = at + len(word)
        if not (_is_letter(text[at - 1 : at]) or _is_letter(text[end : end + 1])):
            return True
        at = text.find(word, at + 1)
    return False


def _is_letter(text: str) -> bool:
    return text.isalnum() or text in ("_", "-")


NOTHING = Signs()
EVERYTHING = Signs(_everything=True)
"""The filter, switched off."""


class Wanted(Struct, frozen=True):
    """What is read of manifests, and of the commands of scripts."""

    manifests: Signs = EVERYTHING
    commands: Signs = EVERYTHING
