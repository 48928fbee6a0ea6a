"""Modules that `terraform init` has put under `.terraform/modules`."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable

from wi_lint.compose.terraform.folder import Folder, Folders
from wi_lint.files import normal
from wi_lint.source import Source, Span


def downloaded(
    folders: Folders, root: str, key: str, at: Span, has_room: Callable[[int], bool]
) -> Folder | None:
    """The folder of a module call of a root, reported at the call; nothing where none is there.

    `has_room`: whether a further folder of some size may be put together, as each call takes its own.
    """
    listed = folders.file(posixpath.join(root, ".terraform/modules/modules.json"))  # asked for each root
    if listed is None:
        return None
    if (listed.path, listed.text) not in folders.downloads:
        folders.downloads[listed.path, listed.text] = _listed(listed, root)
    path = folders.downloads[listed.path, listed.text].get(key)
    plain = folders.get(path) if path is not None else None
    return folders.get(path, at) if path is not None and plain is not None and has_room(plain.size) else None


def _listed(listed: Source, root: str) -> dict[str, str]:
    """The folders of the modules that were downloaded for a root, by their calls."""
    try:
        rows = json.loads(listed.text)["Modules"]
        told = [(row.get("Key"), str(row.get("Dir"))) for row in rows if isinstance(row, dict)]
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    found: dict[str, str] = {}
    for key, folder in told:
        path = normal(posixpath.join(root, folder))
        if isinstance(key, str) and path is not None:
            found.setdefault(key, path)
    return found
