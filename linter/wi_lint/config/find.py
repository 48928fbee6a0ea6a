"""Where the configuration is: the nearest file, upward, not beyond the repository."""

from __future__ import annotations

import os
import re
from pathlib import Path

from wi_lint.errors import Unreadable, UsageError
from wi_lint.files import whole
from wi_lint.lazy_re import regex

NAMES = ("wi-lint.toml", ".wi-lint.toml", "pyproject.toml")
_TABLE = regex(rb"^[ \t]*+\[{1,2}[ \t]*+tool[ \t]*+\.[ \t]*+[\"']?wi-lint[\"']?[ \t]*+[\].]", re.MULTILINE)


def _start(path: Path) -> bytes:
    """As much of a file as is read of any."""
    try:
        return whole(path)
    except Unreadable:
        return b""


def _is_inside(path: Path, root: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def find(start: Path, root: Path) -> Path | None:
    """The file that holds for a folder; a `pyproject.toml` counts where it has `[tool.wi-lint]`.

    Raises `UsageError` for one that is a link out of the repository: what it says is somebody else's.
    """
    for folder in (start, *start.parents):
        for name in NAMES:
            path = folder / name
            if path.is_symlink() and not _is_inside(path, root):
                raise UsageError(
                    f"'{path}' is a symbolic link that leaves the repository",
                    "name the file with --config, or use --isolated",
                )
            if path.is_file() and (name != "pyproject.toml" or _TABLE.search(_start(path))):
                return path
        if folder == root:
            return None
    return None
