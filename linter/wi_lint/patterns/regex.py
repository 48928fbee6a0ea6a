"""Regular expressions, matched in time that the pattern times the text bounds.

All ways to match are followed at once, in the order in which a matcher that backtracks would try them (Pike's
machine). Source: Russ Cox, "Regular Expression Matching: the Virtual Machine Approach", 2009.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache

from msgspec import Struct

from wi_lint.bounds import MAX_EFFORT, MAX_PROGRAM
from wi_lint.lazy_re import regex
from wi_lint.patterns.syntax import (
    Choice,
    Edge,
    Group,
    Letters,
    Node,
    NotRegular,
    Ranges,
    Repeat,
    Sequence,
    may_be_empty,
    parse,
)

_REFERENCE = regex(r"\$(?:\$|([0-9A-Za-z_]+)|\{([0-9A-Za-z_]+)\})")
_Saved = tuple[int, ...]


class TooMuch(ValueError):
    """A pattern and a text that would take too long."""


class Effort(Struct):
    """What the matches of one unit (a root module, a chart, an overlay) may still take, in steps."""

    left: int = MAX_EFFORT

    def spend(self, steps: int) -> None:
        """Raises `TooMuch` where it is not there."""
        if steps > self.left:
            raise TooMuch(f"the patterns here take more than {MAX_EFFORT:,} steps")
        self.left -= steps


class _Jump(Struct):
    """Where to go on, in order of preference."""

    targets: tuple[int, ...] = ()


class _Save(Struct):
    """Remember the place, as the start or the end of a group."""

    slot: int


class _Class(Struct, frozen=True):
    """The letters of some ranges, which are in order and apart."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, ranges: Ranges) -> _Class:
        apart: list[tuple[int, int]] = []
        for start, end in sorted(ranges):
            if apart and start <= apart[-1][1] + 1:
                apart[-1] = apart[-1][0], max(end, apart[-1][1])
            else:
                apart.append((start, end))
        return cls(tuple(start for start, _ in apart), tuple(end for _, end in apart))

    def holds(self, letter: int) -> bool:
        at = bisect_right(self.starts, letter) - 1
        return at >= 0 and letter <= self.ends[at]


_Step = _Class | Edge | _Jump | _Save


class Match(Struct, frozen=True):
    """Where a pattern matched. Groups are counted from 1; 0 is the whole."""

    text: str
    places: _Saved
    names: dict[str, int]
    read: int
    """How far the text was read to find it."""

    def span(self, group: int = 0) -> tuple[int, int]:
        """Start and end of a group; -1 where it took no part."""
        return self.places[2 * group], self.places[2 * group + 1]

    def group(self, group: int | str = 0) -> str | None:
        """The text of a group; nothing where it took no part. Raises `IndexError` where there is none."""
        number = self.names.get(group, -1) if isinstance(group, str) else group
        if not 0 <= number < len(self.places) // 2:
            raise IndexError(group)
        start, end = self.span(number)
        return self.text[start:end] if start >= 0 else None

    def expand(self, template: str) -> str:
        """A template with the groups that it names; one that is not there is empty, as in Go."""
        return _REFERENCE.sub(self._referred, template)

    def _referred(self, reference: re.Match[str]) -> str:
        name = reference[1] or reference[2]
        if not name:
            return "$"
        try:
            return self.group(int(name) if name.isdigit() else name) or ""
        except IndexError:
            return ""

    @property
    def groups(self) -> list[str | None]:
        """Every group but the whole."""
        return [self.group(number) for number in range(1, len(self.places) // 2)]


class Regex:
    """A pattern, as a program."""

    def __init__(self, tree: Node, names: dict[str, int], groups: int) -> None:
        self.names = names
        self._slots = 2 * (groups + 1)
        self._program: list[_Step] = []
        self._put(Group(tree, 0))
        self._program.append(_Jump())  # which leads nowhere: a match
        self._weight = len(self._program) * (1 + self._slots // 32)
        """What a character costs: ways to match, each with the places that it remembers."""

    # making it

    def _put(self, node: Node) -> None:
        if len(self._program) > MAX_PROGRAM:
            raise NotRegular(f"it stands for more than {MAX_PROGRAM} steps")
        match node:
            case Letters(ranges=ranges):
                self._program.append(_Class.of(ranges))
            case Edge():
                self._program.append(node)
            case Sequence(items=items):
                for item in items:
                    self._put(item)
            case Choice(items=items):
                self._put_choice(items)
            case Group(of=of, number=number):
                self._program.append(_Save(2 * number))
                self._put(of)
                self._program.append(_Save(2 * number + 1))
            case Repeat():
                self._put_repeat(node)

    def _put_choice(self, items: tuple[Node, ...]) -> None:
        split = _Jump()
        self._program.append(split)
        leaving: list[_Jump] = []
        for item in items:
            split.targets = (*split.targets, len(self._program))
            self._put(item)
            leaving.append(_Jump())
            self._program.append(leaving[-1])
        for jump in leaving:
            jump.targets = (len(self._program),)

    def _put_repeat(self, node: Repeat) -> None:
        for _ in range(node.least - (node.most is None)):
            self._put(node.of)
        if node.most is not None:
            splits = [self._put_optional(node) for _ in range(node.most - node.least)]
            for split in splits:
                self._leave(split, node.greedy)
        elif node.least:
            self._put_loop(node)
        elif may_be_empty(node.of):  # as `(x+)?`, which keeps the order of preference (RE2 and Go do so)
            split = len(self._program)
            self._program.append(_Jump())
            self._put_loop(node)
            self._leave(split, node.greedy)
        else:
            split = self._put_optional(node)
            self._program.append(_Jump((split,)))
            self._leave(split, node.greedy)

    def _put_loop(self, node: Repeat) -> None:
        """Once, and then as often as it goes."""
        start = len(self._program)
        self._put(node.of)
        past = len(self._program) + 1
        self._program.append(_Jump((start, past) if node.greedy else (past, start)))

    def _put_optional(self, node: Repeat) -> int:
        split = len(self._program)
        self._program.append(_Jump())
        self._put(node.of)
        return split

    def _leave(self, split: int, greedy: bool) -> None:
        """Let a split lead into what follows it, or past all that is put by now, in order of preference."""
        jump = self._program[split]
        assert isinstance(jump, _Jump)
        into, past = split + 1, len(self._program)
        jump.targets = (into, past) if greedy else (past, into)

    # running it

    def search(self, text: str, effort: Effort, start: int = 0, *, whole: bool = False) -> Match | None:
        """The first match at or behind a place; with `whole`, one that reaches from there to the end.

        Raises `TooMuch`.
        """
        effort.spend(self._weight * (len(text) - start + 1))
        nothing = (-1,) * self._slots
        found: _Saved | None = None
        threads: list[tuple[int, _Saved]] = []
        at = start
        for at in range(start, len(text) + 1):
            if found is None and (at == start or not whole):
                seen = {at_step for at_step, _ in threads}
                self._follow(threads, seen, 0, nothing, text, at)
            if not threads:
                if found is not None or whole:
                    break
                continue
            letter = ord(text[at]) if at < len(text) else -1
            ahead: list[tuple[int, _Saved]] = []
            seen = set()
            for step_at, saved in threads:
                step = self._program[step_at]
                if isinstance(step, _Class):
                    if step.holds(letter):
                        self._follow(ahead, seen, step_at + 1, saved, text, at + 1)
                elif not whole or at == len(text):  # a match: what comes behind it is worth less
                    found = saved
                    break
            threads = ahead
        return Match(text, found, self.names, at) if found is not None else None

    def _follow(
        self, threads: list[tuple[int, _Saved]], seen: set[int], first: int, saved: _Saved, text: str, at: int
    ) -> None:
        """Add what a step leads to without a character, in order of preference."""
        todo = [(first, saved)]
        while todo:
            step_at, saved = todo.pop()
            if step_at in seen:
                continue
            seen.add(step_at)
            match self._program[step_at]:
                case _Jump(targets=targets) if targets:
                    todo += [(target, saved) for target in reversed(targets)]
                case _Save(slot=slot):
                    todo.append((step_at + 1, (*saved[:slot], at, *saved[slot + 1 :])))
                case Edge(kind=kind):
                    if _EDGES[kind](text, at):
                        todo.append((step_at + 1, saved))
                case _:
                    threads.append((step_at, saved))

    def fullmatch(self, text: str, effort: Effort) -> Match | None:
        """The match of the whole text. Raises `TooMuch`."""
        return self.search(text, effort, whole=True)

    def each(self, text: str, effort: Effort) -> Iterator[Match]:
        """Matches that do not overlap, as Go finds them: an empty one never right behind another.

        Raises `TooMuch`.
        """
        at, behind = 0, -1
        while at <= len(text) and (found := self.search(text, effort, at)) is not None:
            start, end = found.span()
            # what was not read costs nothing
            effort.left += self._weight * (len(text) - found.read)
            if end > start or start != behind:
                yield found
            behind = end
            at = end if end > start else end + 1

    def replaced(self, text: str, template: str, effort: Effort) -> str:
        """The text with each match as a template says: `$1`, `${name}`, `$$`. Raises `TooMuch`."""
        pieces: list[str] = []
        done = 0
        for found in self.each(text, effort):
            start, end = found.span()
            pieces += [text[done:start], found.expand(template)]
            done = end
        return "".join((*pieces, text[done:]))


def _is_word(text: str, at: int) -> bool:
    letter = text[at : at + 1] if at >= 0 else ""
    return letter.isascii() and (letter.isalnum() or letter == "_")


def _is_boundary(text: str, at: int) -> bool:
    return _is_word(text, at - 1) != _is_word(text, at)


_EDGES: dict[str, Callable[[str, int], bool]] = {
    "start": lambda _, at: at == 0,
    "end": lambda text, at: at == len(text),
    "line": lambda text, at: at == 0 or text[at - 1] == "\n",
    "line-end": lambda text, at: at == len(text) or text[at] == "\n",
    "word": _is_boundary,
    "no-word": lambda text, at: not _is_boundary(text, at),
}


@lru_cache(maxsize=512)
def compiled(pattern: str) -> Regex:
    """The program of a pattern. Raises `NotRegular`."""
    return Regex(*parse(pattern))
