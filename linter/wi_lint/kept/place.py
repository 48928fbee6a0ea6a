"""The user's cache folder: small files, each written as a whole, none of them needed."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from wi_lint.bounds import MAX_KEPT, MAX_RESULTS
from wi_lint.lazy_re import regex


def folder() -> Path:
    """Where everything is kept: `XDG_CACHE_HOME` and its equals, or what `WI_LINT_CACHE_DIR` says."""
    named = os.environ.get("WI_LINT_CACHE_DIR")
    if named:
        return Path(named)
    from platformdirs import user_cache_path  # noqa: PLC0415 (who keeps nothing does not pay for it)

    return user_cache_path("wi-lint", appauthor=False)


_CHECK = 16
"""Bytes of the digest in front of a file."""
_NAME = regex(r"[0-9a-f]{32}")
"""What the folder of a tree is called: see `answers.digest`."""


def _is_ours(found: Path) -> bool:
    if not _NAME.fullmatch(found.name) or found.is_symlink() or not found.is_dir():
        return False
    return all(
        one.name == "facts" or one.suffix == ".result" or one.name.startswith("tmp")
        for one in found.iterdir()
    )


class Place:
    """Where the files of one tree are kept. What cannot be read or written is simply not kept."""

    def __init__(self, base: Path, tree: str) -> None:
        """`tree`: a name of the tree that no other one has."""
        self._folder = base / tree

    def read(self, name: str) -> bytes | None:
        try:
            path = self._folder / name
            if not path.is_file() or path.stat().st_size > MAX_KEPT:
                return None
            data = path.read_bytes()
        except OSError:
            return None
        # a bit that has turned would be a finding that nobody made
        return data[_CHECK:] if _checked(data[_CHECK:]) == data[:_CHECK] else None

    def write(self, name: str, data: bytes) -> None:
        """Written beside, and put in its place at once: who reads meanwhile sees the old or the new one."""
        if len(data) > MAX_KEPT:
            return
        written = ""
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, written = tempfile.mkstemp(dir=self._folder)
            with os.fdopen(handle, "wb") as file:
                file.write(_checked(data) + data)
            Path(written).replace(self._folder / name)
        except OSError:
            if written:
                with suppress(OSError):
                    Path(written).unlink()

    def prune(self, ending: str) -> None:
        """Leave the newest files of one kind."""
        with suppress(OSError):
            found = sorted(self._folder.glob(f"*{ending}"), key=lambda one: one.stat().st_mtime)
            for old in found[:-MAX_RESULTS]:
                old.unlink()


def _checked(data: bytes) -> bytes:
    return blake2b(data, digest_size=_CHECK).digest()


def clean(base: Path) -> int:
    """Take away all that is kept: how many trees there were. What else lies there is somebody's own."""
    trees = [one for one in base.iterdir() if _is_ours(one)] if base.is_dir() else []
    for one in trees:
        shutil.rmtree(one, ignore_errors=True)
    return len(trees)
