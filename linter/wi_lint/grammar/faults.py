"""What a grammar says of a text that cannot be right."""

from __future__ import annotations

from msgspec import Struct

from wi_lint.source import Span
from wi_lint.values import Text


class Fault(Struct, frozen=True):
    """One mistake: where, and a clause about the text that holds it. `better`: what to write.

    `of`: the piece that is wrong, where it came there through names.
    """

    at: Span
    says: str
    better: str | None = None
    of: Text | None = None
