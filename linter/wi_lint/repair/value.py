"""What a repair is."""

from __future__ import annotations

from msgspec import Struct

from wi_lint.source import Edit


class Fix(Struct, frozen=True):
    """How to mend it: edits of the files, or text to copy (a command, a snippet of Terraform).

    `safe`: whether the edits cannot change who may do what, but for what is broken without them.
    """

    title: str
    edits: tuple[Edit, ...] = ()
    copy: str = ""
    safe: bool = False
