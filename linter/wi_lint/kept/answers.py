"""Questions that a unit asks of its tree, and what the tree answers, as digests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
from itertools import islice

from wi_lint.bounds import MAX_LISTED
from wi_lint.errors import Unreadable
from wi_lint.files import Files
from wi_lint.kept import Ledger, Question


def digest(*pieces: str | bytes) -> str:
    """A short name for some texts, in their order."""
    made = blake2b(digest_size=16)
    for piece in pieces:
        data = piece.encode("utf-8", "surrogatepass") if isinstance(piece, str) else piece
        made.update(len(data).to_bytes(8, "big"))
        made.update(data)
    return made.hexdigest()


class Watched:
    """A tree of files that remembers what it was asked, and what it answered."""

    def __init__(
        self, files: Files, is_code: Callable[[str], bool], calls: Callable[[Files], str] | None = None
    ) -> None:
        """`is_code`: whether a file is one that the code of a folder is in.

        `calls`: what all calls of Terraform in a tree say.
        """
        self._calls = calls
        self._files = files
        self._is_code = is_code
        self.ledger = Ledger()
        self.log: dict[Question, str] = {}
        self._code: dict[str, str] = {}
        self.is_unsteady = False
        """Whether nothing may be kept: a list was too long to be compared, or a file changed meanwhile."""

    def read(self, path: str) -> bytes:
        self.ledger.ask("text", path)
        try:
            data = self._files.read(path)
        except Unreadable as error:
            self._note("text", path, digest("unreadable", error.why))
            raise
        self._note("text", path, digest(data))
        return data

    def _note(self, what: str, path: str, answer: str) -> None:
        """An answer; a second one that differs means that somebody works on the tree while it is read."""
        self.is_unsteady |= self.log.setdefault((what, path), answer) != answer

    def exists(self, path: str) -> bool:
        self.ledger.ask("exists", path)
        found = self._files.exists(path)
        self._note("exists", path, str(found))
        return found

    def folder(self, path: str) -> tuple[str, ...]:
        self.ledger.ask("names", path)
        names = self._files.folder(path)
        if ("names", path) not in self.log:
            self.log["names", path] = digest(*names)
        return names

    def folders(self, path: str) -> tuple[str, ...]:
        self.ledger.ask("folders", path)
        names = self._files.folders(path)
        if ("folders", path) not in self.log:
            self.log["folders", path] = digest(*names)
        return names

    def below(self, path: str) -> Iterator[str]:
        self.ledger.ask("below", path)
        rest = self._files.below(path)
        found = list(islice(rest, MAX_LISTED))
        self.is_unsteady |= len(found) == MAX_LISTED
        if ("below", path) not in self.log:
            self.log["below", path] = digest(*sorted(found))
        yield from found
        yield from rest

    def real(self, path: str) -> str:
        self.ledger.ask("real", path)
        found = self._files.real(path)
        self._note("real", path, found)
        return found

    def tell(self, question: Question, says: str) -> None:
        """Take an answer that somebody has worked out: one that is there already stays."""
        self.log.setdefault(question, digest(says))

    def answer(self, question: Question) -> str:
        """What the tree answers to a question."""
        what, path = question
        if what == "code":
            if path not in self._code:
                self._code[path] = self._code_of(path)
            return self._code[path]
        if question not in self.log:
            self._ask(what, path)
        return self.log.get(question, "")

    def _ask(self, what: str, path: str) -> None:
        if what == "text":
            with suppress(Unreadable):  # that is an answer, too
                self.read(path)
        elif what == "exists":
            self.exists(path)
        elif what == "names":
            self.folder(path)
        elif what == "folders":
            self.folders(path)
        elif what == "below":
            for _ in self.below(path):
                pass
        elif what == "real":
            self.real(path)
        elif what == "calls" and self._calls is not None:
            self.log[what, path] = digest(self._calls(self))

    def _code_of(self, path: str) -> str:
        """The code of a folder: where it really is, what its files are called, and what they say."""
        folder = self.real(path)
        names = [name for name in self.folder(folder) if self._is_code(name)]
        paths = [f"{folder}/{name}" if folder else name for name in names]
        return digest(folder, *names, *(self.answer(("text", inner)) for inner in paths))

    def answers(self, questions: Iterable[Question]) -> list[tuple[str, str, str]]:
        """Questions with their answers, in order."""
        log = self.log  # has the answer to nearly all of them
        return [(one[0], one[1], log[one] if one in log else self.answer(one)) for one in sorted(questions)]

    def still(self, answers: Iterable[tuple[str, str, str]]) -> bool:
        """Whether the tree answers as it did."""
        return all(self.answer((what, path)) == answer for what, path, answer in answers)
