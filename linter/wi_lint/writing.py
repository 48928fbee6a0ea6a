"""Files written anew: as a whole or not at all, and only where nobody has changed them meanwhile."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from wi_lint.errors import UsageError


def write(root: Path, path: str, before: bytes, after: bytes) -> None:
    """Replace what a file of a tree holds. Raises `UsageError` where it is not what it was, or cannot be.

    The new file takes the place of the old one at once, with its permissions.
    """
    place = root / path
    try:
        mode = os.lstat(place).st_mode
        if not stat.S_ISREG(mode) or not Path(os.path.realpath(place)).is_relative_to(root):
            raise UsageError(f"'{path}' is no regular file of the tree", "mend what it leads to instead")
        if place.read_bytes() != before:
            raise UsageError(f"'{path}' has changed while it was mended", "run the command again")
        _replace(place, after, stat.S_IMODE(mode))
    except OSError as error:
        raise UsageError(f"'{path}' cannot be written: {error.strerror}", "make it writable") from error


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
