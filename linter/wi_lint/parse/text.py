"""Bytes to text."""

from __future__ import annotations

import codecs

from wi_lint.errors import Unreadable
from wi_lint.files import Files
from wi_lint.source import LaterSource, Source

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_STRICT = (".yaml", ".yml", ".json")
"""Files of languages whose readers refuse what is not UTF-8."""


def decode(path: str, data: bytes) -> Source:
    """Text of a file, its byte order mark taken off. Raises `Unreadable` for what is no text."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if path.endswith(_STRICT) or b"\0" in data:
            raise Unreadable(path, "it is no text in UTF-8", binary=True) from error
        text = data.decode(encoding, "replace")  # in a comment, say: its tool does not mind
    if "\0" in text:
        raise Unreadable(path, "it is a binary file", binary=True)
    return Source(path, text)


def encode(data: bytes, text: str) -> bytes | None:
    """A new text of a file as its bytes are written now: its encoding, and the mark of it, stay.

    Nothing where its bytes say something that no text does.
    """
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return mark + text.encode(name)
    try:
        data.decode()
        made = text.encode()
    except UnicodeError:
        return None
    return codecs.BOM_UTF8 + made if data.startswith(codecs.BOM_UTF8) else made


class Sources:
    """The files of a tree as texts: one source for each, whoever asks for it."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._known: dict[str, Source] = {}

    def read(self, path: str) -> Source:
        """The text of a file. Raises `Unreadable`."""
        found = self._known.get(path)
        if found is None:
            found = self._known[path] = decode(path, self._files.read(path))
        elif isinstance(found, LaterSource) and "text" not in vars(found):
            vars(found)["text"] = decode(path, self._files.read(path)).text
        return found

    def later(self, path: str) -> Source:
        """A file that was read before: its text is read again when it is needed."""
        found = self._known.get(path)
        if found is None:
            found = self._known[path] = LaterSource(path, lambda: self._text(path))
        return found

    def _text(self, path: str) -> str:
        try:
            return decode(path, self._files.read(path)).text
        except Unreadable:  # it was there a moment ago
            return ""

    def holds(self, source: Source) -> bool:
        """Whether a source is a file as it is."""
        return self._known.get(source.path) is source
