"""Globs: `*`, `?`, `[a-z]`, and `**` for any number of folders.

They become regular expressions of Python's whose every star is tried once: what stands behind it is looked
for, and the first place where it fits is as good as any later one. None of them backtracks into another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from wi_lint.bounds import MAX_BRACES, MAX_IGNORE_LINE

_PART = re.compile(
    r"\\(.)|\*+|\?|\[(!|\^)?((?:\[:\w+:\]|\]|\\.|[^\]\\])(?:\[:\w+:\]|\\.|[^\]\\]){0,256}+)\]|([^\\*?\[]+|.)",
    re.DOTALL,
)
"""A piece of a segment: an escaped letter, stars, any letter, letters of a class, or plain text."""
_BRACES = re.compile(r"(?<!\\)\{([^{}]*)\}")


class Glob(Struct, frozen=True):
    """A pattern of paths. `keeps`: whether it takes back what others say, as `!` does."""

    pattern: re.Pattern[str]
    keeps: bool = False

    def matches(self, path: str) -> bool:
        return self.pattern.match(path) is not None


@lru_cache(maxsize=256)
def path_glob(pattern: str, *, braces: bool = False) -> Glob:
    """A pattern of whole paths, below the folder that they are relative to. Raises `ValueError`.

    `**` is any number of folders where it stands alone between slashes, and `*` elsewhere, as Go's doublestar
    has it. `braces`: whether `{a,b}` is one of some.
    """
    if len(pattern) > MAX_IGNORE_LINE:
        raise ValueError(f"it has more than {MAX_IGNORE_LINE:,} characters")
    written = _expanded(pattern.strip("/")) if braces else [pattern.strip("/")]
    return Glob(re.compile("|".join(rf"(?:{_path(one.split('/'))})\Z" for one in written)))


def ignore_pattern(line: str) -> Glob | None:
    """A line of an ignore file; nothing for a line without a pattern. Paths of folders end with `/`.

    Raises `ValueError` for what is no pattern. Source: gitignore(5).
    """
    if len(line) > MAX_IGNORE_LINE:
        raise ValueError(f"it has more than {MAX_IGNORE_LINE:,} characters")
    written = re.sub(r"(?<!\\) +\Z", "", line)
    if not written or written.startswith("#"):
        return None
    keeps = written.startswith("!")
    body = written[keeps:]
    is_folder = body.endswith("/")
    if not body:
        raise ValueError("it has no pattern")
    segments = body.removesuffix("/").removeprefix("/").split("/")
    if "" in segments:
        return None  # no path has two slashes in a row, and none is empty
    body = body.removesuffix("/")
    if "/" not in body:  # it may be at any depth
        segments = ["**", *segments]
    if segments[-1] == "**" and len(segments) > 1:  # all that is in a folder, and not the folder itself
        segments[-1:] = ["**", "*"]
    return Glob(re.compile(_path(segments, r"/\Z" if is_folder else r"/?\Z")), keeps)


class Patterns(Struct, frozen=True):
    """The lines of an ignore file, or of what is written like one."""

    globs: tuple[Glob, ...]

    @classmethod
    def of(cls, lines: Iterable[str]) -> Patterns:
        """Raises `ValueError` for a line that is no pattern."""
        made = (ignore_pattern(line) for line in lines)
        return cls(tuple(one for one in made if one is not None))

    def decide(self, path: str) -> bool | None:
        """Whether a path itself is taken, by the last line that says anything of it."""
        for one in reversed(self.globs):
            if one.pattern.match(path):
                return not one.keeps
        return None

    def matches(self, path: str) -> bool:
        """Whether a file is taken, itself or with a folder that it is in."""
        ends = (at for at, letter in enumerate(path) if letter == "/")
        return any(self.decide(path[: end + 1]) for end in ends) or bool(self.decide(path))


def _expanded(pattern: str) -> list[str]:
    """Without its braces."""
    found = [pattern]
    while any(_BRACES.search(one) for one in found):
        found = [inner for one in found for inner in _once(one)]
        if len(found) > MAX_BRACES:
            raise ValueError(f"its braces stand for more than {MAX_BRACES} patterns")
    return found


def _once(pattern: str) -> list[str]:
    found = _BRACES.search(pattern)
    if found is None:
        return [pattern]
    return [f"{pattern[: found.start()]}{one}{pattern[found.end() :]}" for one in found[1].split(",")]


def _path(segments: list[str], end: str = r"\Z") -> str:
    """Segments as a regular expression; `end` follows the last of them."""
    groups: list[list[str]] = [[]]
    for segment in segments:
        if segment == "**":
            groups += [[]] if groups[-1] or len(groups) == 1 else []
        else:
            groups[-1].append(_segment(segment))
    made = ["/".join(groups[0])]
    for group in groups[1:]:
        folders = r"(?:[^/]++/)*?"
        made.append(folders + "/".join(group) if group else r".*")
    # each group is found at its first place for good, except the last, which the end may refuse
    pieces = [f"(?>{one}/)" if one else "" for one in made[:-1]]
    return f"{''.join(pieces)}{made[-1]}{end}"


def _segment(written: str) -> str:
    """What stands between two slashes."""
    runs: list[str] = [""]
    for found in _PART.finditer(written):
        if found[0].startswith("*"):
            runs.append("")
        else:
            runs[-1] += _piece(found)
    if len(runs) == 1:
        return runs[0]
    first, *middle, last = runs
    stars = "".join(rf"(?>[^/]*?{run})" for run in middle if run)
    # a name is there: `*` alone is not the end of a path that ends with a slash
    some = "(?=[^/])" if not any(runs) else ""
    return rf"{first}{some}{stars}[^/]*{last}"


def _piece(found: re.Match[str]) -> str:
    escaped, negated, inside, plain = found[1], found[2], found[3], found[4]
    if escaped is not None:
        return re.escape(escaped)
    if found[0] == "?":
        return "[^/]"
    if inside is not None:
        return "".join(_class(negated is not None, inside))
    if plain == "\\":
        raise ValueError("it ends with a backslash")
    return re.escape(plain)


_MEMBER = re.compile(r"\[:(\w+):\]?|(\\?.)-(\\?.)|(\\?.)", re.DOTALL)
_CLASSES = {
    "alnum": "0-9A-Za-z", "alpha": "A-Za-z", "blank": r"\ \t", "digit": "0-9", "lower": "a-z",
    "punct": r"!-/:-@\[-`{-~", "space": r"\s", "upper": "A-Z", "xdigit": "0-9A-Fa-f",
}  # fmt: skip


def _class(negated: bool, inside: str) -> Iterator[str]:
    """`[!a-z]`; a slash is in none of them."""
    yield "(?!/)[^" if negated else "(?!/)["
    for name, low, high, one in (found.groups() for found in _MEMBER.finditer(inside)):
        if name:
            if name not in _CLASSES:
                raise ValueError(f"there is no class '{name}'")
            yield _CLASSES[name]
        elif low:
            if low[-1] > high[-1]:
                raise ValueError(f"'{low}-{high}' goes backwards")
            yield f"{re.escape(low[-1])}-{re.escape(high[-1])}"
        else:
            yield re.escape(one[-1])
    yield "]"
