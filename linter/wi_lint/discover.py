"""Which files of a tree are linted.

Ignore files are respected, through a library; `.git`, `.terraform` and `node_modules` are never
walked, and neither are symbolic links to folders.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from wi_lint.bounds import MAX_LINKED, MAX_PATTERNS, MAX_PATTERNS_AROUND
from wi_lint.errors import Unreadable, UsageError
from wi_lint.files import Disk
from wi_lint.frontends import FRONTENDS, GUIDES, SCRIPTS
from wi_lint.lazy_re import regex
from wi_lint.parse.text import decode
from wi_lint.patterns import Glob, Patterns, ignore_pattern
from wi_lint.problems import ReadProblem, unreadable
from wi_lint.source import Source

SKIPPED = {".git", ".terraform", "node_modules", ".hg", ".svn", "__pycache__", ".terragrunt-cache"}
_NEVER = {".git"}
"""What is never walked: Git's own."""
_IGNORE_FILES = (".gitignore", ".ignore", ".wi-lintignore")
_SMALL = 4_096
"""Bytes of a file for which a link to it costs no more than a file of its own."""
_SHEBANG = regex(rb"#!.*\b(?:ba|z|k|da)?sh\b")
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
    patterns: Patterns
    hides: Callable[[], None] = lambda: None
    """Told of each path that they hide."""
    path: str = ""

    def ignore(self, path: str, folder: bool) -> bool | None:
        inner = path[len(self.base) :]
        return self.patterns.decide(f"{inner}/" if folder else inner)


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
    skip_tools: bool = True,
    exclude: tuple[str, ...] = (),
    documents: tuple[str, ...] = (),
    problems: list[ReadProblem] | None = None,
    excluded: Callable[[], None] = lambda: None,
) -> Iterator[str]:
    """The relevant files at or below `start`, in order, as paths relative to `root`.

    `skip_tools`: whether folders that tools keep their own in are left out.
    `exclude`: patterns like those of an ignore file at the root, which hold for what is walked.
    `documents`: patterns of guides that are linted too. `problems` takes what is wrong with ignore files.
    `excluded` is called for each file or folder that `exclude` leaves unread.
    """
    walked = _Walk(root, respect_ignores, problems if problems is not None else [], skip_tools=skip_tools)
    rules = walked.above(start)
    if exclude:
        rules = [_Rules("", _wished("exclude", exclude), excluded), *rules]
    if not any(_ignored(rules, folder, True) for folder in _downto(start)):
        yield from walked.below(start, rules, _wished("documents", documents) if documents else None)


def _downto(start: str) -> Iterator[str]:
    """A folder, and those that it is in."""
    parts = start.split("/") if start else []
    return ("/".join(parts[: depth + 1]) for depth in range(len(parts)))


class _Walk:
    """One walk through a tree. `problems`: what is wrong with the ignore files that it meets."""

    def __init__(self, root: Path, respects: bool, problems: list[ReadProblem], *, skip_tools: bool) -> None:
        self._skipped = SKIPPED if skip_tools else _NEVER
        self._root = root
        self._files = Disk(root)
        self._respects = respects
        self._problems = problems
        self._linked: Counter[str] = Counter()
        """How many bytes of each file links to it are read for."""

    def above(self, start: str) -> list[_Rules]:
        """The ignore files of the folders between the root and the start."""
        found: list[_Rules] = []
        parts = start.split("/") if start and self._respects else []
        for depth in range(len(parts)):
            base = "/".join(parts[:depth])
            names = [name for name in _IGNORE_FILES if os.path.lexists(self._root / base / name)]
            found = self._bounded(found, self._rules(f"{base}/" if base else "", names))
        return found

    def below(self, start: str, rules: list[_Rules], documents: Patterns | None) -> Iterator[str]:
        """The files at any depth below a folder."""
        base = f"{start}/" if start else ""
        try:
            with os.scandir(self._root / start) as listed:
                entries = sorted(listed, key=lambda entry: entry.name)
        except OSError:
            return
        names = {entry.name for entry in entries}
        if self._respects and not names.isdisjoint(_IGNORE_FILES):
            rules = self._bounded(rules, self._rules(base, [one for one in _IGNORE_FILES if one in names]))
        for entry in entries:
            path = base + entry.name
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in self._skipped and not _ignored(rules, path, True):
                    yield from self.below(path, rules, documents)
            elif self._is_wanted(entry, path, documents) and not (
                _is_no_file(entry) or _ignored(rules, path, False) or self._is_spent(entry, path)
            ):
                yield path

    def _bounded(self, above: list[_Rules], own: Iterable[_Rules]) -> list[_Rules]:
        """The ignore files of a folder and those above it, as far as they have no more lines than count."""
        kept = list(above)
        for one in own:
            kept.append(one)
            if sum(len(other.patterns.globs) for other in kept) > MAX_PATTERNS_AROUND:
                says = f"with those above, it has more than {MAX_PATTERNS_AROUND:,} lines, and hides nothing"
                self._problems.append(ReadProblem("limit", Source(one.path, "").span(0, 0), says))
                kept.pop()
        return kept

    def _is_spent(self, entry: os.DirEntry[str], path: str) -> bool:
        """Whether it is a link to a file that very many links lead to; the first that is too many is told."""
        if not entry.is_symlink():
            return False
        real = os.path.realpath(self._root / path)
        try:
            size = Path(real).stat().st_size
        except OSError:  # it leads nowhere, which is reported when it is read
            return False
        before = self._linked[real]
        self._linked[real] += max(0, size - _SMALL)
        is_spent = self._linked[real] > MAX_LINKED and before > 0
        if is_spent and before <= MAX_LINKED:
            says = f"links to one file stand for more than {MAX_LINKED:,} bytes: later ones are left out"
            self._problems.append(ReadProblem("limit", Source(path, "").span(0, 0), says))
        return is_spent

    def _is_wanted(self, entry: os.DirEntry[str], path: str, documents: Patterns | None) -> bool:
        name = entry.name
        if "." not in name and name not in SCRIPTS.names:
            return self._has_shebang(path)
        if documents is not None and is_document(name):
            return documents.matches(path)
        return is_relevant(name)

    def _has_shebang(self, path: str) -> bool:
        """Whether a file without an ending starts as a shell script does."""
        try:
            return _SHEBANG.match(self._files.head(path, 64)) is not None
        except Unreadable:
            return False

    def _rules(self, base: str, names: Iterable[str]) -> Iterator[_Rules]:
        for name in names:
            try:
                source = decode(base + name, self._files.read(base + name))
            except Unreadable as error:
                self._problems.append(unreadable(error))
            else:
                yield _Rules(base, self._spec(source), path=base + name)

    def _spec(self, source: Source) -> Patterns:
        """The patterns of an ignore file; a line that is none costs that line."""
        lines = source.text.split("\n")
        if len(lines) > MAX_PATTERNS:
            says = f"it has more than {MAX_PATTERNS:,} lines, and the rest hides nothing"
            self._problems.append(ReadProblem("limit", source.span(0, 0), says))
        return Patterns(tuple(self._globs(source, lines[:MAX_PATTERNS])))

    def _globs(self, source: Source, lines: list[str]) -> Iterator[Glob]:
        end = -1
        for line in lines:
            start, end = end + 1, end + 1 + len(line)
            line = line.removesuffix("\r")
            try:
                made = ignore_pattern(line)
            except ValueError as error:
                says = f"'{line[:80]}' is no pattern ({error}), and hides nothing"
                self._problems.append(ReadProblem("ignore-line", source.span(start, start + len(line)), says))
            else:
                if made is not None:
                    yield made


def _wished(name: str, patterns: tuple[str, ...]) -> Patterns:
    """Patterns of the configuration."""
    try:
        return Patterns.of(patterns)
    except ValueError as error:
        raise UsageError(
            f"'{name}' holds what is no pattern: {error}", "write it as in .gitignore"
        ) from error


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
        if answer:
            one.hides()
        if answer is not None:
            return answer
    return False
