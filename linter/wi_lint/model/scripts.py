"""Scripts and templates: not understood yet, but known to be there.

A script that sets Workload Identity up, or a chart that makes accounts, may hold what manifests
and Terraform lack. Until they are read, they are a reason not to claim that something is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wi_lint.errors import Unreadable
from wi_lint.facts import Fact, Unread
from wi_lint.files import Files
from wi_lint.lazy_re import regex
from wi_lint.parse.text import decode
from wi_lint.unit import Unit

_SETS_UP = regex(r"workloadIdentityUser|gcp-service-account")
_MAKES_ACCOUNTS = regex(r"kind:[ \t]*[\"']?ServiceAccount\b")


def facts(files: Files, path: str, unit: Unit) -> Iterator[Fact]:
    """A script that may bind or annotate."""
    yield from _unread(files, path, unit, "script", _SETS_UP, "is a script that is not read yet")


def template(files: Files, path: str, unit: Unit) -> Iterator[Fact]:
    """A template that may make service accounts."""
    yield from _unread(files, path, unit, "chart", _MAKES_ACCOUNTS, "is a template that is not rendered yet")


def _unread(
    files: Files, path: str, unit: Unit, kind: str, sign: re.Pattern[str], says: str
) -> Iterator[Fact]:
    try:
        source = decode(path, files.read(path))
    except Unreadable:
        return  # a script that cannot be read says nothing
    if sign.search(source.text):
        yield Unread(
            unit=unit,
            address=path,
            at=source.span(0, 0),
            kind="script" if kind == "script" else "chart",
            why=f"{path} {says}",
            text=source.text,
        )
