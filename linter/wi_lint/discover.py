"""Which files of a tree are linted.

Ignore files are respected, through a library; `.git`, `.terraform` and `node_modules` are never
walked, and neither are symbolic links to folders.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wi_lint.frontends import FRONTENDS, GUIDES, SCRIPTS

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

SKIPPED = {".git", ".terraform", "node_modules", ".hg", ".svn", "__pycache__", ".terragrunt-cache"}
_IGNORE_FILES = (".gitignore", ".ignore", ".wi-lintignore")
_SHEBANG = re.compile(rb"#!.*\b(?:ba|z|k|da)?sh\b")
_LINTED = tuple(one for one in FRONTENDS if one is not GUIDES)


def is_document(path: str) -> bool:
    """Whether a path is that of a guide, which is linted where it is named."""
    return GUIDES.takes(path)


def is_relevant(path: str) -> bool:
    """Whether some language is read from a file. One without an ending was found to be a script."""
    return any(one.takes(path) for one in _LINTED) or "." not in path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class _Rules:
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
) -> Iterator[str]:
    """The relevant files at or below `start`, in order, as paths relative to `root`.

    `exclude`: patterns like those of an ignore file at the root, which hold for what is walked.
    `documents`: patterns of guides that are linted too.
    """
    rules = _above(root, start) if respect_ignores else []
    if exclude:
        rules = [_parsed("", exclude), *rules]
    yield from _walk(root, start, rules, respect_ignores, _parsed("", documents).spec if documents else None)


def _above(root: Path, start: str) -> list[_Rules]:
    """The ignore files of the folders between the root and the start."""
    found: list[_Rules] = []
    parts = start.split("/") if start else []
    for depth in range(len(parts)):
        base = "/".join(parts[:depth])
        if any((root / base / name).exists() for name in _IGNORE_FILES):
            found += _rules(root / base, f"{base}/" if base else "")
    return found


def _rules(folder: Path, base: str) -> list[_Rules]:
    found = []
    for name in _IGNORE_FILES:
        try:
            lines = (folder / name).read_text("utf-8", "replace").splitlines()
        except OSError:
            continue
        found.append(_parsed(base, lines))
    return found


def _parsed(base: str, lines: Iterable[str]) -> _Rules:
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 (a tree without ignore files does not pay for it)

    return _Rules(base, GitIgnoreSpec.from_lines(lines))


def _walk(
    root: Path, start: str, rules: list[_Rules], respect: bool, documents: GitIgnoreSpec | None
) -> Iterator[str]:
    base = f"{start}/" if start else ""
    try:
        with os.scandir(root / start) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
    except OSError:
        return
    names = {entry.name for entry in entries}
    if respect and not names.isdisjoint(_IGNORE_FILES):
        rules = [*rules, *_rules(root / start, base)]
    for entry in entries:
        path = base + entry.name
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in SKIPPED and not _ignored(rules, path, True):
                yield from _walk(root, path, rules, respect, documents)
        elif (
            _is_wanted(entry, path, documents) and not _is_no_file(entry) and not _ignored(rules, path, False)
        ):
            yield path


def _is_wanted(entry: os.DirEntry[str], path: str, documents: GitIgnoreSpec | None) -> bool:
    name = entry.name
    if "." not in name and name not in SCRIPTS.names:
        return _has_shebang(entry.path)
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
