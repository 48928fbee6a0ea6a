"""Functions that read files: those of the linted tree, and no others."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator

from wi_lint.compose.terraform.convert import Set, plain
from wi_lint.compose.terraform.folder import MAX_FILES
from wi_lint.compose.terraform.functions.kinds import MAX_ITEMS, Args
from wi_lint.compose.terraform.scope import Scope
from wi_lint.source import Source, Span
from wi_lint.values import Known, Literal, Reason, Scalar, Value, known

FileFunction = Callable[[Args, Span, Scope], Value | None]
_GLOB = re.compile(r"\*\*/|\*\*|\*|\?|\[[^\]]*\]|\{[^}]*\}|.", re.DOTALL)


def _file(args: Args, at: Span, scope: Scope) -> Value | None:
    source = scope.names.file(plain(args[0]))
    if source is None:
        return _missing(args, at, scope)
    here = Span(source, 0, len(source.text))
    return Known((Literal(source.text, here),), here)


def _missing(args: Args, at: Span, scope: Scope) -> Value:
    """A file may be made before Terraform runs: that it is not here proves nothing."""
    return scope.hole(at.start, at.end, Reason.ELSEWHERE(f"the file '{plain(args[0])}'"))


def _exists(args: Args, at: Span, scope: Scope) -> Value | None:
    if scope.names.file(plain(args[0])) is None:
        return _missing(args, at, scope)
    return Scalar(True, at)


def _set(args: Args, at: Span, scope: Scope) -> Value | None:
    folder, pattern = plain(args[0]), plain(args[1])
    matches = re.compile("".join(_translated(pattern)))
    below = scope.names.below(folder)
    if len(below) > MAX_FILES:
        return None
    found = sorted(path for path in below if matches.fullmatch(path))
    return Set(tuple(known(path, at) for path in found), at) if len(found) <= MAX_ITEMS else None


def _translated(pattern: str) -> Iterator[str]:
    """A glob as a regular expression: `**` is any number of folders, `{a,b}` one of some."""
    for found in _GLOB.finditer(pattern):
        match found[0]:
            case "**/":
                yield "(?:[^/]+/)*"
            case "**":
                yield ".*"
            case "*":
                yield "[^/]*"
            case "?":
                yield "[^/]"
            case group if group[0] == "{" and len(group) > 1:
                yield f"(?:{'|'.join(''.join(_translated(one)) for one in group[1:-1].split(','))})"
            case kinds if kinds[0] == "[" and len(kinds) > 1:
                yield kinds.replace("[!", "[^")
            case letter:
                yield re.escape(letter)


def _digest(make: Callable[[bytes], str]) -> FileFunction:
    def apply(args: Args, at: Span, scope: Scope) -> Value | None:
        source: Source | None = scope.names.file(plain(args[0]))
        return _missing(args, at, scope) if source is None else known(make(source.text.encode()), at)

    return apply


def _hash(name: str) -> FileFunction:
    return _digest(lambda data: hashlib.new(name, data, usedforsecurity=False).hexdigest())


FUNCTIONS: dict[str, FileFunction] = {
    "file": _file,
    "fileexists": _exists,
    "fileset": _set,
    "filebase64": _digest(lambda data: base64.b64encode(data).decode()),
    "filemd5": _hash("md5"),
    "filesha1": _hash("sha1"),
    "filesha256": _hash("sha256"),
    "filesha512": _hash("sha512"),
}
