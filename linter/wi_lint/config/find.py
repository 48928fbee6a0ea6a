"""Where the configuration is: the nearest file, upward, not beyond the repository."""

from __future__ import annotations

import re
from pathlib import Path

from wi_lint.errors import Unreadable
from wi_lint.files import whole

NAMES = ("wi-lint.toml", ".wi-lint.toml", "pyproject.toml")
_TABLE = re.compile(rb"^\s*\[+\s*tool\s*\.\s*[\"']?wi-lint[\"']?\s*[\].]", re.MULTILINE)


def _start(path: Path) -> bytes:
    """As much of a file as is read of any."""
    try:
        return whole(path)
    except Unreadable:
        return b""


def find(start: Path, root: Path) -> Path | None:
    """The file that holds for a folder; a `pyproject.toml` counts where it has `[tool.wi-lint]`."""
    for folder in (start, *start.parents):
        for name in NAMES:
            path = folder / name
            if path.is_file() and (name != "pyproject.toml" or _TABLE.search(_start(path))):
                return path
        if folder == root:
            return None
    return None
