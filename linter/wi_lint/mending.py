"""Edits put into files: tried on a copy of the tree first, and kept where they mend what they are for.

An edit counts where, after it, its finding is gone and nothing of a warning or above is new. What is safe and
mends one thing of several may show the next one. Edits are tried together, and in halves where that fails,
so that one bad edit costs no other.
"""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct, field

from wi_lint.bounds import MAX_LOOKS
from wi_lint.contract import Severity
from wi_lint.errors import Unreadable
from wi_lint.files import Files, Memory
from wi_lint.lazy_re import regex
from wi_lint.parse.text import decode, encode
from wi_lint.results import Result
from wi_lint.source import Edit

Look = Callable[[Files], list[Result]]
"""What is found in a tree, as the user wants it judged."""
_Key = tuple[str, str, str]
_GENERATED = regex(r"(?i)\bdo not (?:edit|modify)\b|@generated|\bcode generated\b|\bauto-?generated\b")
_HEAD = 600
"""Characters at the start of a file in which it says that a program made it."""
_VENDORED = frozenset(
    {".terraform", ".terragrunt-cache", "vendor", "vendored", "node_modules", "third_party"}
)


class Mended(Struct):
    """What came of it: the new bytes of files, the findings that are mended, and those that are left."""

    files: dict[str, bytes] = field(default_factory=dict)
    before: dict[str, bytes] = field(default_factory=dict)
    """What those files held when they were read."""
    mended: list[Result] = field(default_factory=list)
    refused: list[Result] = field(default_factory=list)
    """Those whose edits did not do what they are for, or more than that."""


class Mender:
    """Tries the edits of findings on a tree. `paths`: the files that may be changed."""

    def __init__(self, files: Files, look: Look, paths: Iterable[str], *, unsafe: bool) -> None:
        self._files = files
        self._look = look
        self._paths = frozenset(paths)
        self._unsafe = unsafe
        self._looks = 0
        self.made = Mended()

    def mend(self, found: list[Result], wanted: Callable[[list[Result]], list[Result]]) -> list[Result]:
        """Apply what can be, and say what is found then. `wanted`: which of some findings are meant."""
        refused: set[_Key] = set()
        while self._looks < MAX_LOOKS:
            offered = [one for one in wanted(found) if _key(one) not in refused and self._may_apply(one)]
            chosen = _apart(offered)
            if not chosen:
                break
            after = self._tried(found, chosen, refused)
            found = after if after is not None else found
        return found

    def _tried(self, found: list[Result], chosen: list[Result], refused: set[_Key]) -> list[Result] | None:
        """What is found with as many of some edits as are good; nothing where none of them is."""
        if self._looks >= MAX_LOOKS:
            return None
        changed = self._changed(chosen)
        self._looks += 1
        after = self._look(Memory({**self.made.files, **changed}, beneath=self._files))
        if _is_better(found, after, chosen):
            self.made.files |= changed
            self.made.mended += chosen
            return after
        if len(chosen) == 1:
            refused.add(_key(chosen[0]))
            self.made.refused += chosen
            return None
        half = len(chosen) // 2
        first = self._tried(found, chosen[:half], refused)
        # offsets of the other half count in the tree as it was: it is asked for anew
        return first if first is not None else self._tried(found, chosen[half:], refused)

    def _changed(self, chosen: list[Result]) -> dict[str, bytes]:
        """The new bytes of the files that some edits change."""
        by_path: dict[str, set[Edit]] = defaultdict(set)
        for edit in (edit for one in chosen for edit in _edits(one)):
            by_path[edit.at.path].add(edit)
        made: dict[str, bytes] = {}
        for path, edits in by_path.items():
            data = self._read(path)
            new = encode(data, edited(decode(path, data).text, edits))
            if new is not None:
                made[path] = new
        return made

    def _read(self, path: str) -> bytes:
        if path in self.made.files:
            return self.made.files[path]
        return self.made.before.setdefault(path, self._files.read(path))

    def _may_apply(self, result: Result) -> bool:
        fix = result.finding.fix
        if fix is None or not fix.edits or not (fix.safe or self._unsafe):
            return False
        return all(self._may_change(edit) for edit in fix.edits)

    def _may_change(self, edit: Edit) -> bool:
        """Whether a file is the user's own, holds what was read, and can be written as it is."""
        path = edit.at.path
        if path not in self._paths or not is_own(path, edit.at.source.text, self._files):
            return False
        try:
            data = self._read(path)
            is_same = decode(path, data).text == edit.at.source.text
        except Unreadable:
            return False
        return is_same and encode(data, edit.at.source.text) == data


def is_own(path: str, text: str, files: Files) -> bool:
    """Whether a file is one that people write: not one of a vendor, and not made by a program."""
    steps = path.split("/")
    if not _VENDORED.isdisjoint(steps[:-1]) or _GENERATED.search(text, 0, _HEAD) is not None:
        return False
    for depth, step in enumerate(steps[:-2]):
        if step == "charts" and depth:  # of a chart, which takes them from elsewhere
            around, chart = "/".join(steps[:depth]), "/".join(steps[: depth + 2])
            if files.exists(f"{around}/Chart.yaml") and files.exists(f"{chart}/Chart.yaml"):
                return False
    return True


def edited(text: str, edits: Iterable[Edit]) -> str:
    """A text with edits that do not overlap."""
    for edit in sorted(edits, key=lambda one: (-one.at.start, -one.at.end)):
        text = f"{text[: edit.at.start]}{edit.text}{text[edit.at.end :]}"
    return text


def diff(before: dict[str, bytes], after: dict[str, bytes]) -> Iterator[str]:
    """The lines of a unified diff, as `git apply` reads them."""
    for path in sorted(after):
        old, new = (decode(path, one[path]).text.splitlines(keepends=True) for one in (before, after))
        for line in difflib.unified_diff(old, new, f"a/{path}", f"b/{path}"):
            yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _key(result: Result) -> _Key:
    return result.rule.id, result.finding.at.path, result.finding.message


def _edits(result: Result) -> tuple[Edit, ...]:
    return result.finding.fix.edits if result.finding.fix is not None else ()


def _apart(offered: list[Result]) -> list[Result]:
    """The findings whose edits do not meet those of one before; what two ask for alike is done once."""
    kept: list[Result] = []
    taken: dict[str, list[Edit]] = defaultdict(list)
    for one in offered:
        if not any(_meet(edit, other) for edit in _edits(one) for other in taken[edit.at.path]):
            kept.append(one)
            for edit in _edits(one):
                taken[edit.at.path].append(edit)
    return kept


def _meet(one: Edit, other: Edit) -> bool:
    if one == other:
        return False
    return one.at.start <= other.at.end and other.at.start <= one.at.end


def _is_better(before: list[Result], after: list[Result], chosen: list[Result]) -> bool:
    """Whether what was to be mended is gone, and nothing else has come."""
    left, gone = Counter(map(_key, after)), Counter(map(_key, chosen))
    had = Counter(map(_key, before))  # several places may say the same of one file
    if any(left[key] > had[key] - count for key, count in gone.items()):
        return False
    was, now = _loud(before), _loud(after)
    is_safe = all(one.finding.fix is not None and one.finding.fix.safe for one in chosen)
    return now.total() <= was.total() if is_safe else not (now - was)


def _loud(results: list[Result]) -> Counter[_Key]:
    """What is said of whom, whatever the words: how others are called may be a part of them."""
    return Counter(
        (one.rule.id, one.finding.at.path, one.finding.about.address)
        for one in results
        if one.severity is not Severity.NOTE
    )
