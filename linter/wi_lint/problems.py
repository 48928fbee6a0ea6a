"""What readers say of text that they cannot read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wi_lint.source import Span

Kind = Literal["unreadable", "yaml", "yaml-elsewhere", "terraform", "duplicate-key", "limit"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that keeps a file, or a part of it, from being judged."""

    kind: Kind
    at: Span
    message: str
