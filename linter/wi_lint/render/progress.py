"""How far a long run is, on a terminal."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from typing import TextIO

from wi_lint.files import Files

SILENT = 2.0
"""Seconds before anything is shown: most runs are over by then."""
_PAUSE = 0.1
_CLEAR = "\r\x1b[K"


def is_wanted(stream: TextIO, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether somebody looks on: at a terminal, and not at one that pre-commit or CI pretends to have."""
    if any(environ.get(name) for name in ("CI", "PRE_COMMIT")) or environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


class Progress:
    """A line that says how many files were read so far, and goes when the run is over."""

    def __init__(self, stream: TextIO, total: int) -> None:
        self._stream = stream
        self._total = total
        self._read: set[str] = set()
        self._next = time.monotonic() + SILENT
        self._is_shown = False

    def read(self, path: str) -> None:
        """One more file was read, or one of them again."""
        self._read.add(path)
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _PAUSE
            self._is_shown = True
            done = min(len(self._read), self._total)
            self._stream.write(f"{_CLEAR}{done:,} of {self._total:,} files")
            self._stream.flush()

    def close(self) -> None:
        """Take the line away."""
        if self._is_shown:
            self._stream.write(_CLEAR)
            self._stream.flush()


class Observed:
    """A tree of files that tells of each that is read."""

    def __init__(self, files: Files, progress: Progress) -> None:
        self._files = files
        self._progress = progress

    def read(self, path: str) -> bytes:
        self._progress.read(path)
        return self._files.read(path)

    def exists(self, path: str) -> bool:
        return self._files.exists(path)

    def folder(self, path: str) -> tuple[str, ...]:
        return self._files.folder(path)

    def folders(self, path: str) -> tuple[str, ...]:
        return self._files.folders(path)

    def below(self, path: str) -> Iterator[str]:
        return self._files.below(path)

    def real(self, path: str) -> str:
        return self._files.real(path)
