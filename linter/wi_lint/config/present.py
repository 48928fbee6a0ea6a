"""A configuration, held against the tree: what it names has to be there, or does nothing without a word."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from difflib import get_close_matches

from msgspec import Struct

from wi_lint.config.load import Config
from wi_lint.errors import UsageError
from wi_lint.files import Files, normal
from wi_lint.lazy_re import regex

_GLOB = regex(r"[*?\[\\!]")


class Absent(Struct, frozen=True):
    """What a configuration names and the tree lacks: under which key, what it is, and what is near it.

    `fatal`: whether what the configuration says is lost with it: an environment, a release, a tie.
    """

    key: str
    path: str
    near: str
    fatal: bool

    @property
    def says(self) -> str:
        return f"'{self.key}' names '{self.path}', which is not there"

    @property
    def remedy(self) -> str:
        return f"did you mean '{self.near}'?" if self.near else "name what is, from the root of the tree"


def held(config: Config, files: Files, *, is_own: bool) -> list[str]:
    """What is to be said of a configuration that names what the tree lacks.

    `is_own`: whether it is the tree's own, and not one for many trees. Raises `UsageError` where it is, and
    something that it tells is lost.
    """
    notes = []
    for absent in _absent(config, files):
        if absent.fatal and is_own:
            raise UsageError(f"{config.path}: {absent.says}", absent.remedy)
        notes.append(f"{config.path}: {absent.says}; {absent.remedy}")
    return notes


def _absent(config: Config, files: Files) -> Iterator[Absent]:
    told = config.declared
    for root, environments in told.roots.items():
        yield from _folder("terraform.root", root, files)
        given = {posixpath.join(root, path) for environment in environments for path in environment}
        for path in sorted(given):
            yield from _file("terraform.var_files", path, files)
    for release in told.releases:
        yield from _folder("helm.chart", release.chart, files)
        for path in release.values:
            yield from _file("helm.values", path, files)
    for group in told.ties:
        for folder in group:
            yield from _folder("ties", folder, files)
    for _, folders in told.environments:
        for folder in folders:
            yield from _folder("environment.folders", folder, files)
    yield from _patterns("exclude", config.exclude, files)
    yield from _patterns("documents", config.documents, files)
    for one in config.per_path:
        yield from _patterns("per_path.paths", one.paths, files)


def _folder(key: str, path: str, files: Files) -> Iterator[Absent]:
    if not _is_folder(path, files):
        above, _, name = path.rpartition("/")
        yield Absent(key, path, _near(above, name, files.folders(above)), fatal=True)


def _file(key: str, path: str, files: Files) -> Iterator[Absent]:
    clean = normal(path)
    if clean is None or not files.exists(clean):
        above, _, name = (clean or path).rpartition("/")
        yield Absent(key, clean or path, _near(above, name, files.folder(above)), fatal=True)


def _patterns(key: str, patterns: tuple[str, ...], files: Files) -> Iterator[Absent]:
    """Of those in which nothing stands for something else, the ones that name nothing."""
    for pattern in patterns:
        path = pattern.strip("/")
        if "/" not in pattern.removesuffix("/") or _GLOB.search(pattern):
            continue  # it may be at any depth, or some day
        above, _, name = path.rpartition("/")
        if not (files.exists(path) or _is_folder(path, files)):
            near = _near(above, name, (*files.folders(above), *files.folder(above)))
            yield Absent(key, pattern, near, fatal=False)


def _is_folder(path: str, files: Files) -> bool:
    above, _, name = path.rpartition("/")
    return not path or name in files.folders(above) or bool(files.folder(path) or files.folders(path))


def _near(above: str, name: str, names: tuple[str, ...]) -> str:
    close = get_close_matches(name, names, 1)
    return posixpath.join(above, close[0]) if close else ""
