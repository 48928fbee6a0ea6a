"""Modules that `terraform init` has put under `.terraform/modules`."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable

from wi_lint.compose.terraform.folder import Folder, Folders
from wi_lint.files import normal
from wi_lint.source import Span


def downloaded(
    folders: Folders, root: str, key: str, at: Span, has_room: Callable[[int], bool]
) -> Folder | None:
    """The folder of a module call of a root, reported at the call; nothing where none is there.

    `has_room`: whether a further folder of some size may be put together, as each call takes its own.
    """
    if root not in folders.downloads:
        folders.downloads[root] = _listed(folders, root)
    path = folders.downloads[root].get(key)
    plain = folders.get(path) if path is not None else None
    return folders.get(path, at) if path is not None and plain is not None and has_room(plain.size) else None


def _listed(folders: Folders, root: str) -> dict[str, str]:
    """The folders of the modules that were downloaded for a root, by their calls."""
    listed = folders.file(posixpath.join(root, ".terraform/modules/modules.json"))
    if listed is None:
        return {}
    found: dict[str, str] = {}
    try:
        for row in json.loads(listed.text)["Modules"]:
            path = normal(posixpath.join(root, str(row["Dir"])))
            if path is not None:
                found.setdefault(row["Key"], path)
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    return found
