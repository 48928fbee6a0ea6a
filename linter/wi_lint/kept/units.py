"""The facts of units, as they were kept: each with the questions that they rest on."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import msgspec

from wi_lint.bounds import MAX_SHEET
from wi_lint.facts import codec
from wi_lint.kept import Count, Question
from wi_lint.kept.answers import Watched
from wi_lint.parse.text import Sources


class Record(msgspec.Struct, array_like=True, frozen=True):
    """What was kept of one unit. `variant`: which of its environments, where they are kept apart.

    `words`: what else is known of it, such as the modules that it calls. `counts`: what it counts for.
    """

    kind: str
    name: str
    variant: str
    answers: list[tuple[str, str, str]]
    words: list[str]
    counts: list[Count]
    sheet: bytes


class Book(msgspec.Struct, array_like=True, frozen=True):
    """The records of a tree, for one version and one set of options."""

    context: str
    records: list[Record]


class KeptUnits:
    """What is kept of a tree, and what will be. `context`: what else facts depend on, as a digest."""

    keeps = True

    def __init__(self, context: str, old: bytes | None, watched: Watched, sources: Sources) -> None:
        self.ledger = watched.ledger
        self._context = context
        self._watched = watched
        self._sources = sources
        self._old = {(one.kind, one.name): one for one in self._read(old)}
        self._new: dict[tuple[str, str], Record] = {}
        self._holds: dict[tuple[str, str], bool] = {}
        self.is_changed = False
        """Whether there is something else to keep than there was."""

    def _read(self, old: bytes | None) -> list[Record]:
        if old is None:
            return []
        try:
            book = msgspec.msgpack.decode(old, type=Book)
        except (msgspec.MsgspecError, ValueError):
            return []
        return book.records if book.context == self._context else []

    def _record(self, kind: str, name: str) -> Record | None:
        key = kind, name
        record = self._new.get(key) or self._old.get(key)
        if record is not None and key not in self._holds:
            self._holds[key] = self._watched.still(record.answers)
        return record if record is not None and self._holds[key] else None

    def tell(self, question: Question, says: str) -> None:
        self._watched.tell(question, says)

    def words(self, kind: str, name: str) -> list[str] | None:
        record = self._record(kind, name)
        if record is None:
            return None
        self._new[kind, name] = record
        return record.words

    def find(self, kind: str, name: str, of: Any = None) -> Any:
        record = self._record(kind, name)
        if record is None or not self.ledger.fits(record.counts):
            return None
        try:
            made = codec.read(_unpacked(record.sheet), self._sources.later, of)
        except (codec.Broken, zlib.error):
            return None
        self._new[kind, name] = record
        self.ledger.again({(what, path) for what, path, _ in record.answers}, record.counts)
        return made

    def keep(
        self,
        kind: str,
        name: str,
        questions: Iterable[Question],
        words: list[str],
        made: Any,
        counts: Iterable[Count] = (),
    ) -> None:
        sheet = self._packed(made) if made != [] else self._none
        answers = self._watched.answers(questions)
        self._new[kind, name] = Record(kind, name, "", answers, words, sorted(counts), sheet)
        self._holds[kind, name] = True
        self.is_changed = True

    def _packed(self, made: Any) -> bytes:
        return zlib.compress(codec.write(made, self._sources.holds), 1)

    @cached_property
    def _none(self) -> bytes:
        """What most units make."""
        return self._packed([])

    def book(self) -> bytes:
        """All that is to be kept of this run."""
        return msgspec.msgpack.encode(Book(self._context, list(self._new.values())))

    @property
    def has_less(self) -> bool:
        """Whether units that were kept are no longer there."""
        return len(self._new) < len(self._old)


def _unpacked(sheet: bytes) -> bytes:
    """What a unit's facts are packed from. Raises `zlib.error`."""
    unpacking = zlib.decompressobj()
    data = unpacking.decompress(sheet, MAX_SHEET)
    if unpacking.unconsumed_tail or not unpacking.eof:
        raise zlib.error("it is cut, or too large")
    return data
