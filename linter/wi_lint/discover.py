"""Which files of a tree are linted.

Ignore files are respected, through a library; `.git`, `.terraform` and `node_modules` are never
walked, and neither are symbolic links to folders.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from wi_lint.errors import Unreadable, UsageError
from wi_lint.files import Disk
from wi_lint.frontends import FRONTENDS, GUIDES, SCRIPTS
from wi_lint.parse.text import decode
from wi_lint.problems import ReadProblem, unreadable
from wi_lint.source import Source

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

SKIPPED = {".git", ".terraform", "node_modules", ".hg", ".svn", "__pycache__", ".terragrunt-cache"}
_IGNORE_FILES = (".gitignore", ".ignore", ".wi-lintignore")
MAX_PATTERNS = 10_000
"""Most lines of one ignore file that are read."""
_SHEBANG = re.compile(rb"#!.*\b(?:ba|z|k|da)?sh\b")
_LINTED = tuple(one for one in FRONTENDS if one is not GUIDES)


def is_document(path: str) -> bool:
    """Whether a path is that of a guide, which is linted where it is named."""
    return GUIDES.takes(path)


def is_relevant(path: str) -> bool:
    """Whether some language is read from a file. One without an ending was found to be a script."""
    return any(one.takes(path) for one in _LINTED) or "." not in path.rpartition("/")[2]


class _Rules(Struct, frozen=True):
    """The ignore file of one folder."""

    base: str
    spec: GitIgnoreSpec

    def ignore(self, path: str, folder: bool) -> bool | None:
        inner = path[len(self.base) :]
        result = self.spec.check_file(f"{inner}/" if folder else inner)
        return result.include


def repository_root(start: Path) -> Path | None:
    """The nearest folder, upward, that holds `.git`."""
    for folder in (start, *start.parents):
        if (folder / ".git").exists():
            return folder
    return None


def walk(
    root: Path,
    start: str,
    *,
    respect_ignores: bool = True,
    exclude: tuple[str, ...] = (),
    documents: tuple[str, ...] = (),
    problems: list[ReadProblem] | None = None,
) -> Iterator[str]:
    """The relevant files at or below `start`, in order, as paths relative to `root`.

    `exclude`: patterns like those of an ignore file at the root, which hold for what is walked.
    `documents`: patterns of guides that are linted too. `problems` takes what is wrong with ignore files.
    """
    walked = _Walk(root, respects=respect_ignores, problems=problems if problems is not None else [])
    rules = walked.above(start)
    if exclude:
        rules = [_Rules("", _wished("exclude", exclude)), *rules]
    yield from walked.below(start, rules, _wished("documents", documents) if documents else None)


class _Walk:
    """One walk through a tree. `problems`: what is wrong with the ignore files that it meets."""

    def __init__(self, root: Path, *, respects: bool, problems: list[ReadProblem]) -> None:
        self._root = root
        self._files = Disk(root)
        self._respects = respects
        self._problems = problems

    def above(self, start: str) -> list[_Rules]:
        """The ignore files of the folders between the root and the start."""
        found: list[_Rules] = []
        parts = start.split("/") if start and self._respects else []
        for depth in range(len(parts)):
            base = "/".join(parts[:depth])
            names = [name for name in _IGNORE_FILES if os.path.lexists(self._root / base / name)]
            found += self._rules(f"{base}/" if base else "", names)
        return found

    def below(self, start: str, rules: list[_Rules], documents: GitIgnoreSpec | None) -> Iterator[str]:
        """The files at any depth below a folder."""
        base = f"{start}/" if start else ""
        try:
            with os.scandir(self._root / start) as listed:
                entries = sorted(listed, key=lambda entry: entry.name)
        except OSError:
            return
        names = {entry.name for entry in entries}
        if self._respects and not names.isdisjoint(_IGNORE_FILES):
            rules = [*rules, *self._rules(base, [name for name in _IGNORE_FILES if name in names])]
        for entry in entries:
            path = base + entry.name
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in SKIPPED and not _ignored(rules, path, True):
                    yield from self.below(path, rules, documents)
            elif _is_wanted(entry, path, documents) and not (
                _is_no_file(entry) or _ignored(rules, path, False)
            ):
                yield path

    def _rules(self, base: str, names: Iterable[str]) -> Iterator[_Rules]:
        for name in names:
            try:
                source = decode(base + name, self._files.read(base + name))
            except Unreadable as error:
                self._problems.append(unreadable(error))
            else:
                yield _Rules(base, self._spec(source))

    def _spec(self, source: Source) -> GitIgnoreSpec:
        """The patterns of an ignore file; a line that is none costs that line."""
        lines = source.text.splitlines()
        if len(lines) > MAX_PATTERNS:
            says = f"it has more than {MAX_PATTERNS:,} lines, and the rest hides nothing"
            self._problems.append(ReadProblem("limit", source.span(0, 0), says))
        try:
            return _parsed(lines[:MAX_PATTERNS])
        except ValueError:
            return _parsed([*self._patterns(source, lines[:MAX_PATTERNS])])

    def _patterns(self, source: Source, lines: list[str]) -> Iterator[str]:
        for number, line in enumerate(lines, 1):
            try:
                _parsed([line])
            except ValueError:
                start = source.starts[number - 1]
                says = f"'{line}' is no pattern, and hides nothing"
                self._problems.append(ReadProblem("ignore-line", source.span(start, start + len(line)), says))
            else:
                yield line


def _parsed(lines: Iterable[str]) -> GitIgnoreSpec:
    """Some patterns. Raises `ValueError` for what is none."""
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 (a tree without ignore files does not pay for it)

    try:
        return GitIgnoreSpec.from_lines(lines)
    except re.error as error:
        raise ValueError(str(error)) from error


def _wished(name: str, patterns: tuple[str, ...]) -> GitIgnoreSpec:
    """Patterns of the configuration."""
    try:
        return _parsed(patterns)
    except ValueError as error:
        raise UsageError(
            f"'{name}' holds what is no pattern: {error}", "write it as in .gitignore"
        ) from error


def _is_wanted(entry: os.DirEntry[str], path: str, documents: GitIgnoreSpec | None) -> bool:
    name = entry.name
    if "." not in name and name not in SCRIPTS.names:
        return entry.is_file() and _has_shebang(entry.path)
    if documents is not None and is_document(name):
        return documents.match_file(path)
    return is_relevant(name)


def _has_shebang(path: str) -> bool:
    """Whether a file without an ending starts as a shell script does."""
    try:
        with Path(path).open("rb") as file:
            return _SHEBANG.match(file.read(64)) is not None
    except OSError:
        return False


def _is_no_file(entry: os.DirEntry[str]) -> bool:
    """Whether a link leads to a folder, or to nothing that is there."""
    try:
        return entry.is_symlink() and not entry.is_file()
    except OSError:
        return False


def _ignored(rules: list[_Rules], path: str, folder: bool) -> bool:
    """The last rule that says anything wins; deeper files come last."""
    for one in reversed(rules):
        answer = one.ignore(path, folder)
        if answer is not None:
            return answer
    return False
