"""Findings that were there when wi-lint came: no longer reported, until they change.

An entry is a rule, a file and a subject, with a count. It holds no lines, so it survives moved and
reformatted text; it holds the file, so a namesake in another one is never hidden.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from wi_lint.errors import UsageError
from wi_lint.results import Result

NAME = ".wi-lint-baseline.json"
_VERSION = 1

Key = tuple[str, str, str]
"""Rule, file, subject."""


def key(result: Result) -> Key:
    return result.rule.id, result.finding.at.path, result.finding.about.address


def entries_of(results: Iterable[Result]) -> Counter[Key]:
    """How often each key is found."""
    return Counter(map(key, results))


def read(path: Path) -> Counter[Key]:
    """The entries of a file. Raises `UsageError` for one that is none."""
    try:
        made = json.loads(path.read_text("utf-8"))
        if made["version"] != _VERSION:
            raise ValueError(f"its version is {made['version']}, not {_VERSION}")
        return Counter({(e["rule"], e["path"], e["subject"]): int(e["count"]) for e in made["entries"]})
    except OSError as error:
        raise UsageError(
            f"'{path}' cannot be read: {error.strerror}", "write it: wi-lint baseline"
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"'{path}' is no baseline: {error or 'malformed'}", "write it again: wi-lint baseline"
        ) from error


def write(path: Path, entries: Counter[Key]) -> None:
    """Sorted, one entry in a line, so that two branches merge."""
    rows = [
        json.dumps({"rule": rule, "path": at, "subject": subject, "count": entries[rule, at, subject]},
                   ensure_ascii=False)
        for rule, at, subject in sorted(entries)
    ]  # fmt: skip
    body = "".join(f"\n    {row}," for row in rows).removesuffix(",")
    try:
        path.write_text(f'{{\n  "version": {_VERSION},\n  "entries": [{body}\n  ]\n}}\n', "utf-8")
    except OSError as error:
        raise UsageError(f"'{path}' cannot be written: {error.strerror}", "name another file") from error


def news(results: Iterable[Result], entries: Counter[Key]) -> list[Result]:
    """The results that the baseline does not hold. Of one key the first ones are the old ones."""
    left = Counter(entries)
    kept = []
    for result in results:
        one = key(result)
        left[one] -= 1
        if left[one] < 0:
            kept.append(result)
    return kept


def stale(
    results: Iterable[Result], entries: Counter[Key], *, ran: frozenset[str], seen: Callable[[str], bool]
) -> Counter[Key]:
    """The entries, or parts of their counts, that are no longer found, of rules and files that were seen."""
    asked = Counter({one: count for one, count in entries.items() if one[0] in ran and seen(one[1])})
    return asked - entries_of(results)
