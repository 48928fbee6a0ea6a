"""Modules that `terraform init` has put under `.terraform/modules`."""

from __future__ import annotations

import json
import posixpath

from wi_lint.compose.terraform.folder import Folder, Folders
from wi_lint.files import normal
from wi_lint.source import Span


def downloaded(folders: Folders, root: str, key: str, at: Span) -> Folder | None:
    """The folder of a module call of a root, reported at the call; nothing where none is there."""
    listed = folders.file(posixpath.join(root, ".terraform/modules/modules.json"))
    if listed is None:
        return None
    try:
        rows = json.loads(listed.text)["Modules"]
        found = next((str(row["Dir"]) for row in rows if row["Key"] == key), None)
    except (ValueError, KeyError, TypeError):
        return None
    path = normal(posixpath.join(root, found)) if found is not None else None
    return folders.get(path, at) if path is not None else None
