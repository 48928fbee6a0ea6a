"""Where the configuration is: the nearest file, upward, not beyond the repository."""

from __future__ import annotations

import re
from pathlib import Path

NAMES = ("wi-lint.toml", ".wi-lint.toml", "pyproject.toml")
_TABLE = re.compile(rb"^\s*\[+\s*tool\s*\.\s*[\"']?wi-lint[\"']?\s*[\].]", re.MULTILINE)


def find(start: Path, root: Path) -> Path | None:
    """The file that holds for a folder; a `pyproject.toml` counts where it has `[tool.wi-lint]`."""
    for folder in (start, *start.parents):
        for name in NAMES:
            path = folder / name
            if path.is_file() and (name != "pyproject.toml" or _TABLE.search(path.read_bytes())):
                return path
        if folder == root:
            return None
    return None
