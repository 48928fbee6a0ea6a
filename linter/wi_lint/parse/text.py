"""Bytes to text."""

from __future__ import annotations

import codecs

from wi_lint.errors import Unreadable
from wi_lint.source import Source

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(path: str, data: bytes) -> Source:
    """Text of a file, its byte order mark taken off. Raises `Unreadable` for what is no text."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(path, "it is no text in UTF-8", binary=True) from error
    if "\0" in text:
        raise Unreadable(path, "it is a binary file", binary=True)
    return Source(path, text)
