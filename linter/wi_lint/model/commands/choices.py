"""What a script may be run for, as the files say that it names: `-f envs/$ENV.yaml`, `-k overlays/${ENV}`.

Where the tree has several files that a path with a variable in it may lead to, the script is run for one of
them at a time: the variable is the same wherever it stands.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from wi_lint.bounds import MAX_ENVIRONMENTS, MAX_FILES
from wi_lint.compose.shell import Invocation
from wi_lint.environments import is_stage
from wi_lint.files import Files, normal
from wi_lint.unit import Unit
from wi_lint.values import Hole, Literal, Part, Text, text

_PATHS = 50
"""Paths with a variable in them that are looked for, of one script."""


class Choice(Struct, frozen=True):
    """One of the things that a script may be run for. `hole`: what then stands for it, as the script says."""

    hole: str
    name: str


def choices(invocations: Iterable[Invocation], unit: Unit, files: Files) -> list[Choice]:
    """What the first path with a variable in it may be for of which the tree has several files.

    Most of their names are those of environments: any other word may be the name of anything.
    """
    words = (_value(word.text) for one in invocations for word in one.words if word.text.known is None)
    for path in islice(filter(_may_be_path, words), _PATHS):
        hole = path.holes[0].name.removeprefix(f"{unit.name}:")
        for base in dict.fromkeys((unit.folder, "")):
            names = list(islice(dict.fromkeys(_names(path, base, files)), MAX_ENVIRONMENTS + 1))
            if 2 <= len(names) <= MAX_ENVIRONMENTS and sum(map(is_stage, names)) * 2 >= len(names):
                return [Choice(hole, name) for name in names]
    return []


def _value(word: Text) -> Text:
    """A word, or what a flag in it is given."""
    halves = word.split("=") if word.opening.startswith("--") else None
    return halves[1] if halves is not None else word


def _may_be_path(word: Text) -> bool:
    """Whether a word is a path of which one thing is not known, and that begins with something known."""
    several = {hole.name for hole in word.holes}
    return len(several) == 1 and word.opening != "" and ("/" in word.opening or "." in word.closing)


def _names(path: Text, base: str, files: Files) -> Iterator[str]:
    """What stands for the hole in a path, in the files of the tree that it may lead to."""
    above, _, start = path.opening.rpartition("/")
    folder = normal(posixpath.join(base, above)) if not above.startswith("/") else None
    if folder is None:
        return
    pieces = [re.escape(start), "(?P<name>[^/]+)"]
    pieces += [re.escape(one.text) if isinstance(one, Literal) else "(?P=name)" for one in path.parts[2:]]
    found = re.compile(rf"{''.join(pieces)}(?:/|\Z)")
    for inside in islice(files.below(folder), MAX_FILES):
        match = found.match(inside)
        if match is not None:
            yield match["name"]


def chosen(invocation: Invocation, choice: Choice, unit: Unit) -> Invocation:
    """A command as it is run for one of the choices."""
    hole = f"{unit.name}:{choice.hole}"

    def filled(value: Text) -> Text:
        if all(one.name != hole for one in value.holes):
            return value
        return text((_filled(part, hole, choice.name) for part in value.parts), value.at)

    return replace(
        invocation,
        words=tuple(replace(word, text=filled(word.text)) for word in invocation.words),
        stdin=filled(invocation.stdin) if invocation.stdin is not None else None,
        behind=chosen(invocation.behind, choice, unit) if invocation.behind is not None else None,
    )


def _filled(part: Part, hole: str, name: str) -> Part:
    return Literal(name, part.at) if isinstance(part, Hole) and part.name == hole else part
