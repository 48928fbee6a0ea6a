"""Functions that read files: those of the linted tree, and no others."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable

from wi_lint.bounds import MAX_FILES, MAX_ITEMS
from wi_lint.compose.terraform.convert import Set, plain
from wi_lint.compose.terraform.functions.kinds import Args
from wi_lint.compose.terraform.scope import Scope
from wi_lint.patterns import path_glob
from wi_lint.source import Source, Span
from wi_lint.values import Known, Literal, Reason, Scalar, Value, known

FileFunction = Callable[[Args, Span, Scope], Value | None]


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
    wanted = path_glob(pattern, braces=True)
    below = scope.names.below(folder)
    if len(below) > MAX_FILES:
        return None
    found = sorted(path for path in below if wanted.matches(path))
    return Set(tuple(known(path, at) for path in found), at) if len(found) <= MAX_ITEMS else None


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
