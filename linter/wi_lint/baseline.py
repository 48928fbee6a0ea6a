"""Findings that were there when wi-lint came: no longer reported, until they change.

An entry is a rule, a file and a subject, with a count. It holds no lines, so it survives moved and
reformatted text; it holds the file, so a namesake in another one is never hidden.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec import Struct, field

from wi_lint.errors import Unreadable, UsageError
from wi_lint.files import whole
from wi_lint.lazy_re import regex
from wi_lint.results import Result

NAME = ".wi-lint-baseline.json"
VERSION = 2
"""Of what a file says. Version 1 was written before 0.2.0, with subjects that held a namespace even where it
is not known; its entries are matched by kind and name (`settled`)."""

Key = tuple[str, str, str]
"""Rule, file, subject."""
_UNKNOWN = regex(r"\$\{([^}]{0,1000}+)\}")


class Baseline(Struct, frozen=True):
    """The accepted findings, as a file of some version holds them."""

    entries: Counter[Key] = field(default_factory=Counter)
    version: int = VERSION

    def key(self, result: Result) -> Key:
        """What a finding is called in this file."""
        rule, path, subject = result.rule.id, result.finding.at.path, result.finding.about.address
        if self.version < VERSION:
            subject = settled(subject)
            nameless = f"{subject.partition('/')[0]}/"  # as names were written that a template puts together
            subject = nameless if (rule, path, nameless) in self.entries else subject
        return rule, path, subject

    def news(self, results: Iterable[Result]) -> list[Result]:
        """The results that it does not hold. Of one key the first ones are the old ones."""
        left = Counter(self.entries)
        kept = []
        for result in results:
            one = self.key(result)
            left[one] -= 1
            if left[one] < 0:
                kept.append(result)
        return kept

    def stale(
        self, results: Iterable[Result], *, ran: frozenset[str], seen: Callable[[str], bool]
    ) -> Counter[Key]:
        """The entries, or parts of their counts, no longer found, of rules and files that were seen."""
        asked = {one: count for one, count in self.entries.items() if one[0] in ran and seen(one[1])}
        return Counter(asked) - Counter(map(self.key, results))

    def without(self, entries: Counter[Key]) -> Baseline:
        """What is left without some entries."""
        return Baseline(self.entries - entries, self.version)


def baseline_of(results: Iterable[Result]) -> Baseline:
    """Today's findings, all of them accepted."""
    made = Baseline()
    made.entries.update(map(made.key, results))
    return made


def settled(subject: str) -> str:
    """The subject of an object by its kind and name alone, as it is known to every version.

    >>> [settled(s) for s in ("IAMPolicyMember/${namespace}/app", "Pod/app", "module.a.google_x.b")]
    ['IAMPolicyMember/app', 'Pod/app', 'module.a.google_x.b']
    """
    kind, *rest = _UNKNOWN.sub(r"\1", subject).split("/")
    return f"{kind}/{rest[-1]}" if rest and kind.isalnum() and len(rest) < 3 else subject


def read(path: Path) -> Baseline:
    """The baseline that a file holds. Raises `UsageError` for one that is none."""
    try:
        made = json.loads(whole(path))
        version = made["version"]
        if version not in range(1, VERSION + 1):
            raise ValueError(f"its version is {version}, and this wi-lint knows {VERSION}")
        entries: Counter[Key] = Counter()
        for entry in made["entries"]:
            subject = settled(entry["subject"]) if version < VERSION else entry["subject"]
            entries[entry["rule"], entry["path"], subject] += int(entry["count"])
        return Baseline(entries, version)
    except Unreadable as error:
        raise UsageError(f"'{path}' cannot be read: {error.why}", "write it: wi-lint baseline") from error
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise UsageError(
            f"'{path}' is no baseline: {error or 'malformed'}", "write it again: wi-lint baseline"
        ) from error


def write(path: Path, baseline: Baseline) -> None:
    """Sorted, one entry in a line, so that two branches merge."""
    entries = baseline.entries
    rows = [
        json.dumps({"rule": rule, "path": at, "subject": subject, "count": entries[rule, at, subject]},
                   ensure_ascii=False)
        for rule, at, subject in sorted(entries)
    ]  # fmt: skip
    body = "".join(f"\n    {row}," for row in rows).removesuffix(",")
    if path.is_symlink():
        raise UsageError(f"'{path}' is a symbolic link", "name the file that it leads to")
    try:
        path.write_text(f'{{\n  "version": {baseline.version},\n  "entries": [{body}\n  ]\n}}\n', "utf-8")
    except OSError as error:
        raise UsageError(f"'{path}' cannot be written: {error.strerror}", "name another file") from error
