"""What readers say of text that they cannot read."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from wi_lint.errors import Unreadable
from wi_lint.source import Source, Span

Kind = Literal[
    "unreadable",
    "binary",
    "yaml",
    "yaml-elsewhere",
    "terraform",
    "duplicate-key",
    "limit",
    "ignore-line",
    "crash",
    "unused-ignore",
    "malformed-ignore",
    "unknown-ignore",
    "expired-ignore",
    "forbidden-ignore",
]


class ReadProblem(Struct, frozen=True):
    """Something that keeps a file, or a part of it, from being judged."""

    kind: Kind
    at: Span
    message: str


def unreadable(error: Unreadable) -> ReadProblem:
    """What is said of a file that cannot be read."""
    at = Source(error.path, "").span(0, 0)
    return ReadProblem(
        "binary" if error.binary else "unreadable", at, f"this file cannot be read: {error.why}"
    )
