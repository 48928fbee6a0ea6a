"""Colour, and the escaping of text that comes from strangers' files."""

from __future__ import annotations

from msgspec import Struct

from wi_lint.lazy_re import regex

_CONTROL = regex(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BEYOND_LINES = regex(r"[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Those of them that JSON does not escape anyway."""
_CODES = {
    "error": "1;31",
    "warning": "1;33",
    "note": "1;36",
    "gutter": "34",
    "bold": "1",
    "dim": "2",
}


class Style(Struct, frozen=True):
    """Whether to colour."""

    color: bool

    def __call__(self, name: str, text: str) -> str:
        return f"\x1b[{_CODES[name]}m{text}\x1b[0m" if self.color else text


def safe(text: str) -> str:
    """Text without control characters, which could steer a terminal, and in one line."""
    return _CONTROL.sub("\ufffd", text.replace("\r", "").replace("\n", " "))


def as_json(made: object) -> str:
    """A document for programs. What could steer a terminal that shows it is escaped, and means the same."""
    import json  # noqa: PLC0415 (most runs write none)

    written = json.dumps(made, indent=2, ensure_ascii=False)
    return _BEYOND_LINES.sub(lambda found: f"\\u{ord(found[0]):04x}", written) + "\n"
