"""RE2's syntax into a tree. Source: https://github.com/google/re2/wiki/Syntax, and Go's `regexp/syntax`.

What RE2 refuses is refused, and so is what we do not read of it: Unicode's classes by name, letters beyond
ASCII without regard to case.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from wi_lint.bounds import MAX_CAPTURES, MAX_GROUPS, MAX_PATTERN, MAX_REPEAT

_LAST = 0x10FFFF
Ranges = tuple[tuple[int, int], ...]


class NotRegular(ValueError):
    """A pattern that RE2 refuses, or that is not read here: why."""


class Letters(Struct, frozen=True):
    """One character of some ranges of code points."""

    ranges: Ranges


class Edge(Struct, frozen=True):
    """A place between characters: an end of the text or of a line, a boundary of a word or none."""

    kind: str


class Sequence(Struct, frozen=True):
    """One behind the other."""

    items: tuple[Node, ...] = ()


class Choice(Struct, frozen=True):
    """One of several; the first that leads to a match is taken."""

    items: tuple[Node, ...]


class Repeat(Struct, frozen=True):
    """Something several times; `most` is nothing where there is no limit. `greedy`: as often as possible."""

    of: Node
    least: int
    most: int | None
    greedy: bool


class Group(Struct, frozen=True):
    """What is remembered, by number."""

    of: Node
    number: int


Node = Letters | Edge | Sequence | Choice | Repeat | Group

_DIGITS: Ranges = ((48, 57),)
_WORDS: Ranges = ((48, 57), (65, 90), (95, 95), (97, 122))
_SPACES: Ranges = ((9, 10), (12, 13), (32, 32))
_CLASSES = {"d": _DIGITS, "w": _WORDS, "s": _SPACES}
_POSIX: dict[str, Ranges] = {
    "alnum": ((48, 57), (65, 90), (97, 122)), "alpha": ((65, 90), (97, 122)), "ascii": ((0, 127),),
    "blank": ((9, 9), (32, 32)), "cntrl": ((0, 31), (127, 127)), "digit": _DIGITS, "graph": ((33, 126),),
    "lower": ((97, 122),), "print": ((32, 126),), "punct": ((33, 47), (58, 64), (91, 96), (123, 126)),
    "space": ((9, 13), (32, 32)), "upper": ((65, 90),), "word": _WORDS,
    "xdigit": ((48, 57), (65, 70), (97, 102)),
}  # fmt: skip
_CONTROLS = {"a": 7, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11}


def inverted(ranges: Ranges) -> Ranges:
    """Every other code point."""
    found: list[tuple[int, int]] = []
    at = 0
    for start, end in sorted(ranges):
        if at < start:
            found.append((at, start - 1))
        at = max(at, end + 1)
    if at <= _LAST:
        found.append((at, _LAST))
    return tuple(found)


def _repeats_within(node: Node, left: int) -> bool:
    """Whether repetitions inside one another stand for no more than some number. Go refuses them as well."""
    match node:
        case Repeat(of=of, least=least, most=most):
            times = least if most is None else most
            return times <= left and _repeats_within(of, left // times if times > 1 else left)
        case Group(of=of):
            return _repeats_within(of, left)
        case Sequence(items=items) | Choice(items=items):
            return all(_repeats_within(one, left) for one in items)
        case _:
            return True


def may_be_empty(node: Node) -> bool:
    """Whether it may match without a character."""
    match node:
        case Letters():
            return False
        case Edge():
            return True
        case Group(of=of):
            return may_be_empty(of)
        case Repeat(of=of, least=least):
            return not least or may_be_empty(of)
        case Sequence(items=items):
            return all(map(may_be_empty, items))
        case Choice(items=items):
            return any(map(may_be_empty, items))


def parse(pattern: str) -> tuple[Node, dict[str, int], int]:
    """The tree of a pattern, the numbers of its named groups, and how many groups it has.

    Raises `NotRegular`.
    """
    if len(pattern) > MAX_PATTERN:
        raise NotRegular(f"it has more than {MAX_PATTERN} characters")
    reader = _Reader(pattern)
    tree = reader.choice()
    if reader.at < len(pattern):
        raise NotRegular("a ')' is not opened")
    if reader.groups > MAX_CAPTURES:
        raise NotRegular(f"it has more than {MAX_CAPTURES} groups")
    if not _repeats_within(tree, MAX_REPEAT):
        raise NotRegular(f"its repetitions together count further than {MAX_REPEAT:,}")
    return tree, reader.names, reader.groups


class _Reader:
    """A pattern, and how far it is read. The flags are those of the group that it is in."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.names: dict[str, int] = {}
        self.groups = 0
        self._flags = frozenset[str]()
        self._depth = 0

    def _is(self, mark: str) -> bool:
        return self.pattern.startswith(mark, self.at)

    def _take(self) -> str:
        if self.at >= len(self.pattern):
            raise NotRegular("it ends too early")
        self.at += 1
        return self.pattern[self.at - 1]

    def _skip(self, mark: str) -> bool:
        found = self._is(mark)
        self.at += len(mark) * found
        return found

    def choice(self) -> Node:
        """Alternatives, up to the end of the group."""
        items = [self._sequence()]
        while self._skip("|"):
            items.append(self._sequence())
        return items[0] if len(items) == 1 else Choice(tuple(items))

    def _sequence(self) -> Node:
        items: list[Node] = []
        while self.at < len(self.pattern) and not self._is("|") and not self._is(")"):
            if self._skip("\\Q"):  # up to `\E` all is literal
                quoted, _, rest = self.pattern[self.at :].partition("\\E")
                self.at = len(self.pattern) - len(rest)
                letters = [self._letter(one) for one in quoted]
                items += letters[:-1]
                items += [self._repeated(last) for last in letters[-1:]]
                continue
            item = self._atom()
            items += [self._repeated(item)] if item is not None else []
        return Sequence(tuple(items))

    def _repeated(self, item: Node) -> Node:
        count = self._count()
        if count is None:
            return item
        greedy = self._skip("?") == ("U" in self._flags)
        if self._count() is not None:
            raise NotRegular("a repetition is repeated")
        return Repeat(item, *count, greedy)

    def _count(self) -> tuple[int, int | None] | None:
        for mark, count in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self._skip(mark):
                return count
        if not self._is("{"):
            return None
        inside, closed, _ = self.pattern[self.at + 1 :].partition("}")
        least, comma, most = inside.partition(",")
        if not closed or not _is_number(least) or (most and not _is_number(most)):
            return None  # a brace that counts nothing is a brace
        self.at += len(inside) + 2
        low, high = int(least), int(most) if most else (None if comma else int(least))
        if max(low, high or 0) > MAX_REPEAT or (high is not None and high < low):
            raise NotRegular(f"'{{{inside}}}' counts too far")
        return low, high

    def _counts(self) -> bool:
        """Whether the brace before is one that counts."""
        self.at -= 1
        found = self._count() is not None
        self.at += not found
        return found

    def _atom(self) -> Node | None:
        """The next thing that can be repeated; nothing for what only sets flags."""
        mark = self._take()
        if mark == "(":
            return self._group()
        if mark == "[":
            return Letters(self._class())
        if mark == ".":
            return Letters(((0, _LAST),) if "s" in self._flags else inverted(((10, 10),)))
        if mark == "^":
            return Edge("line" if "m" in self._flags else "start")
        if mark == "$":
            return Edge("line-end" if "m" in self._flags else "end")
        if mark in "*+?" or (mark == "{" and self._counts()):
            raise NotRegular(f"'{mark}' repeats nothing")
        return self._escaped() if mark == "\\" else self._letter(mark)

    def _letter(self, written: str) -> Node:
        point = ord(written)
        return Letters(self._folded(((point, point),)))

    def _folded(self, ranges: Ranges) -> Ranges:
        """With the flag `i`, the other case of every letter too."""
        if "i" not in self._flags:
            return ranges
        if any(end > 127 and (start, end) != (128, _LAST) for start, end in ranges):
            raise NotRegular("letters beyond ASCII are not told apart from their other case")
        other = [
            (max(start, first) + shift, min(end, last) + shift)
            for start, end in ranges
            for first, last, shift in ((65, 90, 32), (97, 122, -32))
            if max(start, first) <= min(end, last)
        ]
        return (*ranges, *other)

    def _group(self) -> Node | None:
        self._depth += 1
        if self._depth > MAX_GROUPS:
            raise NotRegular(f"its groups are nested deeper than {MAX_GROUPS} levels")
        around = self._flags
        number = None
        if self._skip("?P<") or self._skip("?<"):
            number = self._named()
        elif self._skip("?"):
            if self._flagged():  # `(?i)`: for the rest of the group around it
                self._depth -= 1
                return None
        else:
            self.groups += 1
            number = self.groups
        inner = self.choice()
        if not self._skip(")"):
            raise NotRegular("a '(' is not closed")
        self._flags = around
        self._depth -= 1
        return inner if number is None else Group(inner, number)

    def _named(self) -> int:
        name, closed, _ = self.pattern[self.at :].partition(">")
        if not closed or not name.isascii() or not name.replace("_", "a").isalnum() or name in self.names:
            raise NotRegular("a group has no name, or a name that another has")
        self.at += len(name) + 1
        self.groups += 1
        self.names[name] = self.groups
        return self.groups

    def _flagged(self) -> bool:
        """Read flags, and say whether they stand alone: `(?i)` and not `(?i:...)`."""
        flags = set(self._flags)
        change = flags.add
        while (mark := self._take()) not in ":)":
            if mark == "-" and change != flags.discard:
                change = flags.discard
            elif mark in "imsU":
                change(mark)
            else:
                raise NotRegular(f"'(?{mark}' is nothing that RE2 has")
        self._flags = frozenset(flags)
        return mark == ")"

    def _escaped(self) -> Node:
        mark = self._take()
        if mark in "AzbB":
            return Edge({"A": "start", "z": "end", "b": "word", "B": "no-word"}[mark])
        return Letters(self._folded(self._escape(mark)))

    def _escape(self, mark: str) -> Ranges:
        """What `\\` makes of a letter, in a class or outside."""
        if mark.lower() in _CLASSES:
            return _CLASSES[mark] if mark.islower() else inverted(_CLASSES[mark.lower()])
        if mark in _CONTROLS:
            point = _CONTROLS[mark]
        elif mark == "x":
            point = self._hexadecimal()
        elif mark in "01234567":
            point = self._octal(mark)
        elif mark.isascii() and not mark.isalnum():
            point = ord(mark)
        else:
            raise NotRegular(f"'\\{mark}' is nothing that is read")
        return ((point, point),)

    def _hexadecimal(self) -> int:
        if self._skip("{"):
            digits, _, _ = self.pattern[self.at :].partition("}")
            self.at += len(digits) + 1
        else:
            digits = self._take() + self._take()
        if not digits or any(letter not in "0123456789abcdefABCDEF" for letter in digits):
            raise NotRegular("'\\x' needs a number")
        point = int(digits, 16)
        if len(digits) > 8 or point > _LAST:
            raise NotRegular("'\\x' names no character")
        return point

    def _octal(self, first: str) -> int:
        digits = first
        while len(digits) < 3 and self.pattern[self.at : self.at + 1] in tuple("01234567"):
            digits += self._take()
        if first != "0" and len(digits) < 2:
            raise NotRegular("there are no references back")
        return int(digits, 8)

    def _class(self) -> Ranges:
        negated = self._skip("^")
        found: list[tuple[int, int]] = []
        first = True
        while first or not self._is("]"):
            found += self._member()
            first = False
        self.at += 1
        ranges = self._folded(tuple(found))
        return inverted(ranges) if negated else ranges

    def _member(self) -> Iterable[tuple[int, int]]:
        if self._is("[:"):
            name, closed, _ = self.pattern[self.at + 2 :].partition(":]")
            if closed:
                self.at += len(name) + 4
                if name.removeprefix("^") not in _POSIX:
                    raise NotRegular(f"there is no class '{name}'")
                return inverted(_POSIX[name[1:]]) if name.startswith("^") else _POSIX[name]
        low = self._point()
        is_last = self.pattern.startswith("-]", self.at)
        if len(low) != 1 or low[0][0] != low[0][1] or not self._is("-") or is_last:
            return low
        self.at += 1
        high = self._point()
        if len(high) != 1 or high[0][0] != high[0][1] or high[0][0] < low[0][0]:
            raise NotRegular("a range goes backwards")
        return ((low[0][0], high[0][0]),)

    def _point(self) -> Ranges:
        mark = self._take()
        return self._escape(self._take()) if mark == "\\" else ((ord(mark), ord(mark)),)


def _is_number(written: str) -> bool:
    return written.isascii() and written.isdigit() and len(written) <= 4
