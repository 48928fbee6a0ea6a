"""The only door to the files that are linted: disk, memory or standard input, with limits.

Paths are relative to the root, with `/`, and never leave it: not by `..`, not by a symlink.
"""

from __future__ import annotations

import os
import posixpath
import stat
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Protocol

from wi_lint.bounds import MAX_BYTES, MAX_FILES
from wi_lint.errors import Unreadable


class Files(Protocol):
    """A tree of files below one root."""

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises `Unreadable`."""
        ...

    def exists(self, path: str) -> bool:
        """Whether `path` is a file inside the root."""
        ...

    def folder(self, path: str) -> tuple[str, ...]:
        """The names of the files directly in a folder, sorted; empty where there is none."""
        ...

    def folders(self, path: str) -> tuple[str, ...]:
        """The names of the folders directly in a folder, sorted; empty where there is none."""
        ...

    def below(self, path: str) -> Iterator[str]:
        """The files at any depth below a folder, relative to it; links to folders are not followed."""
        ...

    def real(self, path: str) -> str:
        """The path of a folder behind links to it; the path itself where it leads nowhere."""
        ...


def normal(path: str) -> str | None:
    """`path` without `.` and `..`, or nothing if it leaves the root, or no file can be called so.

    >>> normal("a/../b/./c")
    'b/c'
    >>> normal("../x") is None
    True
    """
    clean = posixpath.normpath(path) if path else "."
    if clean.startswith(("/", "../")) or clean == ".." or "\0" in clean:
        return None
    return "" if clean == "." else clean


def whole(place: str | Path, called: str = "", *, most: int = MAX_BYTES, cut: bool = False) -> bytes:
    """A regular file, of the size at most that files are linted up to: no device, no pipe.

    `called`: its name in what is said of it. `cut`: whether the start of a larger one is wanted.
    Raises `Unreadable`.
    """
    called = called or str(place)
    try:
        if not os.path.isfile(place):
            raise Unreadable(called, "it is not a regular file" if os.path.exists(place) else "no such file")
        with open(place, "rb") as stream:
            data = stream.read(most + (not cut))
    except (OSError, ValueError) as error:
        why = "permission denied" if isinstance(error, PermissionError) else getattr(error, "strerror", None)
        raise Unreadable(called, why or "the system refused") from error
    if len(data) > most:
        raise Unreadable(called, f"it is larger than {most // 1024 // 1024} MiB")
    return data


_KEPT = 20
"""Of how many folders it is kept what is below them: each of many patterns may ask for the same."""


class Disk:
    """Files below a folder of this machine."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self._inside = str(self.root).rstrip(os.sep) + os.sep
        self._listed: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self._real_folders: dict[str, str] = {}
        self._beneath: dict[str, list[str]] = {}
        """What is below some folders, those that were asked for last."""

    def read(self, path: str) -> bytes:
        return whole(self._real(path), path)

    def head(self, path: str, size: int) -> bytes:
        """The first bytes of a regular file. Raises `Unreadable`."""
        return whole(self._real(path), path, most=size, cut=True)

    def exists(self, path: str) -> bool:
        try:
            return os.path.isfile(self._real(path))
        except Unreadable:
            return False

    def folder(self, path: str) -> tuple[str, ...]:
        return self._entries(path)[0]

    def folders(self, path: str) -> tuple[str, ...]:
        return self._entries(path)[1]

    def _entries(self, path: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The files and the folders in a folder, listed once."""
        if path not in self._listed:
            self._listed[path] = self._list(path)
        return self._listed[path]

    def below(self, path: str) -> Iterator[str]:
        if path not in self._beneath:
            if len(self._beneath) == _KEPT:
                del self._beneath[next(iter(self._beneath))]
            self._beneath[path] = list(islice(self._walk(path), MAX_FILES))
        found = self._beneath[path]
        yield from found
        if len(found) == MAX_FILES:
            yield from islice(self._walk(path), MAX_FILES, None)

    def _walk(self, path: str) -> Iterator[str]:
        try:
            top = self._real(path)
        except Unreadable:
            return
        for folder, _, names in os.walk(top):
            inside = Path(folder).relative_to(top).as_posix()
            yield from (name if inside == "." else f"{inside}/{name}" for name in names)

    def real(self, path: str) -> str:
        clean = normal(path)
        try:
            place = self._folder(clean, path) if clean is not None else None
        except Unreadable:
            place = None
        found = Path(place).relative_to(self.root).as_posix() if place is not None else path
        return "" if found == "." else found

    def _list(self, path: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        files: list[str] = []
        folders: list[str] = []
        try:
            with os.scandir(self._real(path)) as entries:
                for entry in entries:
                    if _is_file(entry):
                        files.append(entry.name)
                    elif entry.is_dir():
                        folders.append(entry.name)
        except (OSError, ValueError, Unreadable):
            return (), ()
        return tuple(sorted(files)), tuple(sorted(folders))

    # plain strings below: a tree has tens of thousands of files, and each costs a few of these

    def _real(self, path: str) -> str:
        """Where a path leads: its folder is resolved once, and the file itself if it is a link."""
        clean = normal(path)
        if clean is None:
            raise Unreadable(path, "it is outside the linted tree")
        head, _, name = clean.rpartition("/")
        folder = self._folder(head, path)
        real = f"{folder.rstrip(os.sep)}{os.sep}{name}" if name else folder
        return self._resolved(Path(real), path) if os.path.islink(real) else real

    def _folder(self, clean: str, path: str) -> str:
        """Where a folder really is. Its own links are looked at alone: those above it are known."""
        found = self._real_folders.get(clean)
        if found is None:
            found = self._real_folders[clean] = self._looked_up(clean, path)
        if not found:
            raise Unreadable(path, "no such file")
        return found

    def _looked_up(self, clean: str, path: str) -> str:
        head, _, name = clean.rpartition("/")
        above = self._real_folders.get(head) if clean else None
        if not above:  # nobody asked for the folder around it: all of its way is looked at
            try:
                return self._resolved(self.root / clean, path)
            except Unreadable as error:
                if error.why == "no such file":
                    return ""
                raise
        place = f"{above.rstrip(os.sep)}{os.sep}{name}"
        try:
            mode = os.lstat(place).st_mode
        except (OSError, ValueError):
            return ""
        return self._resolved(Path(place), path) if stat.S_ISLNK(mode) else place

    def _resolved(self, place: Path, path: str) -> str:
        try:
            real = str(place.resolve(strict=True))
        except FileNotFoundError as error:
            raise Unreadable(path, "no such file") from error
        except (OSError, RuntimeError, ValueError) as error:
            raise Unreadable(path, "it is a symbolic link that leads nowhere") from error
        if real != str(self.root) and not real.startswith(self._inside):
            raise Unreadable(path, "it is a symbolic link that leaves the linted tree")
        return real


class Memory:
    """Files that exist only here: examples, standard input, editors."""

    def __init__(self, texts: Mapping[str, str | bytes], beneath: Files | None = None) -> None:
        self._texts = {path: _bytes(text) for path, text in texts.items()}
        self._beneath = beneath

    def read(self, path: str) -> bytes:
        clean = normal(path)
        if clean in self._texts:
            return self._texts[clean]
        if self._beneath:
            return self._beneath.read(path)
        raise Unreadable(path, "no such file")

    def exists(self, path: str) -> bool:
        return normal(path) in self._texts or bool(self._beneath and self._beneath.exists(path))

    def folder(self, path: str) -> tuple[str, ...]:
        below = self._beneath.folder(path) if self._beneath else ()
        return tuple(sorted({*below, *self._names.get(path, ())}))

    def folders(self, path: str) -> tuple[str, ...]:
        start = f"{path}/" if path else ""
        below = self._beneath.folders(path) if self._beneath else ()
        inner = (one.removeprefix(start) for one in self._texts if one.startswith(start))
        return tuple(sorted({*below, *(one.partition("/")[0] for one in inner if "/" in one)}))

    def below(self, path: str) -> Iterator[str]:
        clean = normal(path)
        start = f"{clean}/" if clean else ""
        if self._beneath:
            yield from (one for one in self._beneath.below(path) if f"{start}{one}" not in self._texts)
        if clean is not None:
            yield from (one.removeprefix(start) for one in self._texts if one.startswith(start))

    def real(self, path: str) -> str:
        clean = normal(path)
        inside = clean is not None and any(one.startswith(f"{clean}/") for one in self._texts)
        return path if inside or self._beneath is None else self._beneath.real(path)

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        return _by_folder(self._texts)


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a file: no folder, and no link to nothing that is there."""
    try:
        return not entry.is_dir() and (not entry.is_symlink() or entry.is_file())
    except OSError:
        return True  # it is reported when it is read


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


def _by_folder(paths: Iterable[str]) -> dict[str, list[str]]:
    folders: dict[str, list[str]] = {}
    for path in paths:
        head, _, name = path.rpartition("/")
        folders.setdefault(head, []).append(name)
    return folders
