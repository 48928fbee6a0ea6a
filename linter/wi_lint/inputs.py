"""The files that a command names: a root, and the paths below it."""

from __future__ import annotations

import os
import sys
from copy import copy
from pathlib import Path

from wi_lint.discover import is_document, is_relevant, repository_root, walk
from wi_lint.errors import UsageError
from wi_lint.files import Disk, Files, Memory
from wi_lint.problems import ReadProblem

_STDIN = "-"
_SHOWN = 200
"""Most characters of a path that are repeated in an error."""


class Inputs:
    """What is linted. `named`: the paths that were given, relative to the root.

    The root is the repository's, or else the folder that holds every path. With `everything` the
    whole root is linted, whatever is named; `is_whole` tells whether it is. Raises `UsageError` for
    a path that does not exist.
    """

    def __init__(
        self,
        given: tuple[str, ...],
        *,
        stdin_filename: str | None = None,
        respect_ignores: bool = True,
        skip_tools: bool = True,
        everything: bool = False,
        exclude: tuple[str, ...] = (),
        documents: tuple[str, ...] = (),
    ) -> None:
        self._respect_ignores = respect_ignores
        self._skip_tools = skip_tools
        self._documents = documents
        self._exclude = exclude
        named = [_existing(path) for path in given or (".",) if path != _STDIN]
        self.root = _root(named)
        self.files: Files = Disk(self.root)
        self.named = {self._relative(path) for path in named}
        self.set_aside: list[str] = []
        self.problems: list[ReadProblem] = []
        """What is wrong with ignore files."""
        self.excluded = 0
        """How many files and folders the configuration leaves unread."""
        self._stdin = ""
        if _STDIN in given:
            self._read_stdin(stdin_filename or "stdin.yaml")
        self.is_on_disk = _STDIN not in given
        self.is_whole = everything or "" in self.named
        if everything:
            self.paths = self._walk("")
        else:
            self.paths = [found for name in sorted(self.named) for found in self._walk(name)]

    def over(self, files: Files) -> Inputs:
        """The same, with other files: as they would be."""
        made = copy(self)
        made.files, made.is_on_disk = files, False
        return made

    def inside(self, path: str) -> str:
        """A path of the command line, from the root. Raises `UsageError` where it is not in there."""
        return self._relative(_existing(path))

    def _relative(self, path: Path) -> str:
        """A path from the root: links in its folders are followed, a link that it is itself is not."""
        if path.is_dir():
            real = Path(os.path.realpath(path))
        else:
            real = Path(os.path.realpath(path.parent)) / path.name
        if not real.is_relative_to(self.root):
            raise UsageError(f"'{path}' is outside '{self.root}'", "name a path inside it")
        relative = real.relative_to(self.root).as_posix()
        return "" if relative == "." else relative

    def _walk(self, name: str) -> list[str]:
        if name and name == self._stdin:
            return [name]
        if (self.root / name).is_dir():
            found = walk(
                self.root,
                name,
                respect_ignores=self._respect_ignores,
                skip_tools=self._skip_tools,
                exclude=self._exclude,
                documents=self._documents,
                problems=self.problems,
                excluded=self._count_excluded,
            )
            return list(found)
        if is_relevant(name) or is_document(name):
            return [name]
        self.set_aside.append(name)
        return []

    def _count_excluded(self) -> None:
        self.excluded += 1

    def _read_stdin(self, name: str) -> None:
        self._stdin = self._relative(Path(name).absolute())
        self.files = Memory({self._stdin: sys.stdin.buffer.read()}, beneath=self.files)
        self.named.add(self._stdin)


def _existing(given: str) -> Path:
    path = Path(given).absolute()
    try:
        found = path.exists() or path.is_symlink()
    except (OSError, ValueError):  # longer than a path can be, or no path at all
        found = False
    if not found:
        called = given if len(given) <= _SHOWN else f"{given[:_SHOWN]}..."
        raise UsageError(f"'{called}' does not exist", "name files or folders that do")
    return path


def _root(named: list[Path]) -> Path:
    starts = [Path(os.path.realpath(path if path.is_dir() else path.parent)) for path in named]
    start = starts[0] if starts else Path.cwd()
    found = repository_root(start)
    if found is not None and all(other.is_relative_to(found) for other in starts):
        return found
    return Path(os.path.commonpath(starts)) if starts else start
