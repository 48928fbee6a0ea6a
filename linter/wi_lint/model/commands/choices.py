"""What a script may be run for, as files say that it names: `-f envs/$ENV.yaml`, `-k overlays/${1:-dev}`.

Where a variable stands in a path that is given from outside, and the tree has several files that the path may
lead to, the script is run for one of them at a time.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from msgspec import Struct

from wi_lint.bounds import MAX_ENVIRONMENTS, MAX_SOUGHT
from wi_lint.compose.library import Library
from wi_lint.compose.shell import Invocation
from wi_lint.environments import is_stage
from wi_lint.files import normal
from wi_lint.problems import ReadProblem
from wi_lint.source import Span
from wi_lint.unit import Unit
from wi_lint.values import Hole, Literal, Part, Text, text

_PATHS = 50
"""Paths with a variable in them that are looked for, of one script."""


class Choice(Struct, frozen=True):
    """One of the things that a script may be run for: the value of a variable, and where it is asked for.

    `hole`: what a workflow fills in before the script runs, where it is that. Without both it is a name that
    a `case` of the script knows.
    """

    name: str
    variable: str = ""
    hole: str = ""
    at: Span | None = None

    def filled(self, script: Text) -> Text:
        """A script with what the workflow fills in."""
        if not self.hole:
            return script
        return text((self._part(part) for part in script.parts), script.at)

    def _part(self, part: Part) -> Part:
        is_meant = isinstance(part, Hole) and part.name == self.hole
        return Literal(self.name, part.at) if is_meant else part


def choices(
    invocations: Iterable[Invocation], defaults: Mapping[str, Text], unit: Unit, library: Library
) -> list[Choice]:
    """What the first path with a variable in it may be for of which the tree has several files.

    `defaults`: what variables are if nobody gives them. Most of the names of the files are those of
    environments: any other word may be the name of anything.
    """
    given = _Given(defaults, unit)
    words = (_value(word.text) for one in invocations for word in one.words)
    paths = ((path, found) for path in words if (found := given.inside(path)))
    for path, (variable, places) in islice(paths, _PATHS):
        if _is_spent(path, library):
            break
        for base in dict.fromkeys((unit.folder, "")):
            names = list(islice(dict.fromkeys(_names(path, places, base, library)), MAX_ENVIRONMENTS + 1))
            if 2 <= len(names) <= MAX_ENVIRONMENTS and sum(map(is_stage, names)) * 2 >= len(names):
                at = path.parts[places[0]].at
                return [given.choice(name, variable, at) for name in names]
    return []


def _value(word: Text) -> Text:
    """A word, or what a flag in it is given."""
    halves = word.split("=") if word.opening.startswith("--") else None
    return halves[1] if halves is not None else word


class _Given:
    """The variables that are given from outside: the parts of words that they stand for."""

    def __init__(self, defaults: Mapping[str, Text], unit: Unit) -> None:
        self._prefix = f"{unit.name}:$"
        self._defaults = {
            one.parts[0].at.order: name for name, one in defaults.items() if len(one.parts) == 1
        }

    def inside(self, path: Text) -> tuple[str, list[int]] | None:
        """The one variable in a path of which all else is known, and which parts of it that is."""
        places: dict[str, list[int]] = {}
        for number, part in enumerate(path.parts):
            variable = self._variable(part)
            if variable is not None:
                places.setdefault(variable, []).append(number)
            elif isinstance(part, Hole):
                return None
        found = next(iter(places.items())) if len(places) == 1 else None
        return found if found is not None and _may_be_path(path, found[1][0]) else None

    def _variable(self, part: Part) -> str | None:
        if isinstance(part, Hole):
            name = part.name.removeprefix(self._prefix)
            if part.name.startswith(self._prefix) and re.fullmatch(r"\w+", name):
                return name
            return part.name if part.name.startswith(f"{part.at.path}:") else None
        return self._defaults.get(part.at.order)

    def choice(self, name: str, variable: str, at: Span) -> Choice:
        """One of the values of a variable, or of what a workflow fills in."""
        is_own = re.fullmatch(r"\w+", variable) is not None
        return Choice(name, variable, at=at) if is_own else Choice(name, hole=variable, at=at)


def _may_be_path(word: Text, place: int) -> bool:
    """Whether a word looks like a path: by what stands before a variable in it, or behind."""
    before, behind = word.parts[:place], word.parts[place + 1 :]
    return any("/" in one.text for one in before if isinstance(one, Literal)) or (
        bool(before) and any("." in one.text for one in behind if isinstance(one, Literal))
    )


def _names(path: Text, places: list[int], base: str, library: Library) -> Iterator[str]:
    """What stands at some places of a path, in the files and folders of the tree that it may lead to."""
    first, *others = places
    front = "".join(part.text for part in path.parts[:first] if isinstance(part, Literal))
    above, _, start = front.rpartition("/")
    folder = normal(posixpath.join(base, above)) if not above.startswith("/") else None
    if folder is None:
        return
    pieces = [
        part.text if isinstance(part, Literal) and number not in others else _NAME
        for number, part in enumerate(path.parts[first + 1 :], first + 1)
    ]
    behind, slash, rest = "".join(pieces).partition("/")
    written = "(?P=name)".join(map(re.escape, behind.split(_NAME)))
    found = re.compile(rf"{re.escape(start)}(?P<name>[^/]+){written}")
    entries = _entries(library, folder)
    library.ledger.count("sought", "", f"{path.at.order} {base}", len(entries))
    for entry in entries:
        match = found.fullmatch(entry)
        inside = posixpath.join(folder, entry, rest.replace(_NAME, match["name"])) if match else ""
        if match and (not slash or _is_there(library, inside)):
            yield match["name"]


_NAME = "\0"
"""Stands for the name in what is behind it, as no path has it."""


def _entries(library: Library, folder: str) -> list[str]:
    return [*library.files.folder(folder), *library.files.folders(folder)]


def _is_there(library: Library, path: str) -> bool:
    """Whether there is a file, or a folder that holds something."""
    clean = normal(path)
    return clean is not None and (library.files.exists(clean) or bool(_entries(library, clean)))


def _is_spent(path: Text, library: Library) -> bool:
    """Whether all such paths were held against more files than are looked at."""
    if library.ledger.total("sought", "") <= MAX_SOUGHT:
        return False
    says = f"paths of scripts are held against more than {MAX_SOUGHT:,} files"
    library.report(ReadProblem("limit", path.at.one_line, says))
    return True
