"""Files written anew: as a whole or not at all, and only where nobody has changed them meanwhile."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from wi_lint.errors import UsageError


def is_regular(root: Path, path: str) -> bool:
    """Whether a path is that of a regular file of the tree itself: neither a link, nor behind one."""
    try:
        mode = os.lstat(root / path).st_mode
    except OSError:
        return False
    return stat.S_ISREG(mode) and Path(os.path.realpath(root / path)) == root / path


def write(root: Path, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
    """Replace what files of a tree hold: all of them, where each holds what it held and can be replaced.

    Each new file takes the place of the old one at once, with its permissions. Raises `UsageError`.
    """
    for path in sorted(after):
        _check(root, path, before[path])
    for path in sorted(after):
        try:
            _replace(root / path, after[path], stat.S_IMODE(os.lstat(root / path).st_mode))
        except OSError as error:
            says = f"'{path}' cannot be written: {error.strerror}"
            raise UsageError(
                says, "make it writable; files before it, by their names, were mended"
            ) from error


def _check(root: Path, path: str, before: bytes) -> None:
    place = root / path
    if not is_regular(root, path):
        raise UsageError(f"'{path}' is no regular file of the tree", "mend what it leads to instead")
    try:
        held = place.read_bytes()
    except OSError as error:
        raise _unwritable(path, error.strerror) from error
    if held != before:
        raise UsageError(f"'{path}' has changed while it was mended", "run the command again")
    if not (os.access(place, os.W_OK) and os.access(place.parent, os.W_OK | os.X_OK)):
        raise _unwritable(path, "permission denied")


def _unwritable(path: str, why: str | None) -> UsageError:
    return UsageError(f"'{path}' cannot be written: {why}", "make it writable; nothing was changed")


def _replace(place: Path, data: bytes, mode: int) -> None:
    handle, made = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(made).chmod(mode)
        Path(made).replace(place)
    except BaseException:
        with suppress(OSError):
            Path(made).unlink()
        raise
