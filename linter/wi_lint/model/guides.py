"""Guides, and scripts of other shells, beside what is linted: the bindings that they make by hand.

They are not linted. What they say is why a binding may be there though no file makes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from wi_lint.compose.library import Library
from wi_lint.compose.scripts import PROSE
from wi_lint.errors import Unreadable
from wi_lint.facts import Unread
from wi_lint.lazy_re import regex
from wi_lint.unit import Unit

_RECIPES = frozenset({"justfile", "Justfile", ".justfile"})
"""Scripts of tools that are not followed."""
_BINDS = (b"workloadIdentityUser", b".svc.id.goog[")
_BLOCK = regex(r"^(?:[^\S\n]*+\S[^\n]*+(?:\n|\Z))++", re.MULTILINE)
"""Lines that follow one another, with no empty one between."""


def _binds(text: bytes) -> bool:
    return any(sign in text for sign in _BINDS)


def facts(library: Library, paths: Iterable[str]) -> Iterator[Unread]:
    """The paragraphs on bindings, of the guides in the folders of some files and above them."""
    for path in _guides(library, paths):
        try:
            if not _binds(library.files.read(path)):
                continue
        except Unreadable:
            continue  # it is none of what is linted
        source = library.source(path)
        for block in _BLOCK.finditer(source.text) if source is not None else ():
            if source is not None and _binds(block[0].encode()):
                at = source.span(block.start(), block.end()).one_line
                yield Unread(
                    unit=Unit("document", path.rpartition("/")[0], path.rpartition("/")[2]),
                    address=path, at=at, kind="guide", text=block[0],
                    why=f"{path}:{at.line} has it bound by hand",
                )  # fmt: skip


def _guides(library: Library, paths: Iterable[str]) -> Iterator[str]:
    folders: set[str] = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    for folder in sorted(folders):
        for name in library.files.folder(folder):
            if name.endswith((*PROSE, ".ps1")) or name in _RECIPES:
                yield f"{folder}/{name}" if folder else name
