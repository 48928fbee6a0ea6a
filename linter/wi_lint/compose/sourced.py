"""Scripts with what they source: a file that `source` or `.` reads stands in their text, at its own place."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from wi_lint.bounds import MAX_SOURCED, MAX_SOURCED_TEXT
from wi_lint.compose.library import Library
from wi_lint.files import normal
from wi_lint.lazy_re import regex
from wi_lint.problems import ReadProblem
from wi_lint.source import Source
from wi_lint.values import Literal, Part, Text, text

_SOURCES = regex(
    r"""^[ \t]*(?:source|\.)[ \t]+["']?(?P<base>\$\(dirname[^)\n]*+\)["']?/|"""
    r"""\$\{?(?=\w*?(?i:dir|root|here|base|path|repo))\w++\}?["']?/)?"""
    r"""(?P<path>[\w./-]++)["']?[ \t]*(?:\#.*)?$""",
    re.MULTILINE,
)


def whole(library: Library, source: Source) -> Text:
    """The text of a script, with the files that it sources in place of the lines that say so."""
    return text(_parts(library, source, (source.path,)), source.span(0, len(source.text)))


def _parts(library: Library, source: Source, chain: tuple[str, ...]) -> Iterator[Part]:
    done = 0
    for found in _SOURCES.finditer(source.text):
        path = _found(library, posixpath.dirname(chain[0]), found)
        inner = library.source(path) if path is not None and path not in chain else None
        if path is None or inner is None or _is_spent(library, path, inner):
            continue
        if len(chain) >= MAX_SOURCED:
            at = source.span(found.start("path"), found.end("path"))
            says = f"no more than {MAX_SOURCED} scripts are followed that source one another"
            library.report(ReadProblem("limit", at, f"{says}: this one is left out"))
            continue
        yield _piece(source, done, found.start())
        parts = list(_parts(library, inner, (*chain, path)))
        length = sum(len(part.text) for part in parts if isinstance(part, Literal))
        library.ledger.count(
            "sourced", path, f"{chain[0]} {len(chain)} {source.path} {found.start()}", length
        )
        yield from parts
        yield Literal("\n", source.span(found.end(), found.end()))
        done = found.end()
    yield _piece(source, done, len(source.text))


def _is_spent(library: Library, path: str, source: Source) -> bool:
    """Whether a file was read with as many scripts as it may; then what it sets is not known to others."""
    if library.ledger.total("sourced", path) <= MAX_SOURCED_TEXT:
        return False
    says = f"scripts source more than {MAX_SOURCED_TEXT:,} characters of this file: others are read without"
    library.report(ReadProblem("limit", source.span(0, 0), says))
    return True


def _piece(source: Source, start: int, end: int) -> Literal:
    return Literal(source.text[start:end], source.span(start, end))


def _found(library: Library, folder: str, found: re.Match[str]) -> str | None:
    """The file that is meant: beside the script, or where scripts are usually started, at the root.

    A variable before the path that is called like a folder of the scripts, as `SCRIPT_DIR`, is taken for one
    of these folders; what another one holds, such as the environment, is not known.
    """
    folders = [folder, posixpath.dirname(folder), ""] if found["base"] else [folder, ""]
    for home in folders:
        path = normal(posixpath.join(home, found["path"]))
        if path is not None and library.exists(path):
            return path
    return None
