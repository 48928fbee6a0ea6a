"""Ignores, held against the findings of a run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches

from msgspec import Struct, field

from wi_lint.contract import Finding, Rule
from wi_lint.facts import ProblemFact
from wi_lint.ignores.comments import CommentIgnore, Mistake
from wi_lint.packs import ENGINE
from wi_lint.problems import Kind, ReadProblem
from wi_lint.source import Span
from wi_lint.unit import Unit

_FEW = 1_000
"""Lines up to which an ignore is found by each of them: one for a whole file is looked at."""


class IgnorePolicy(Struct, frozen=True):
    """What ignores may do. `enabled` false: they are not looked at. `never`: words for rules."""

    enabled: bool = True
    needs_reason: bool = False
    never: frozenset[str] = frozenset()
    today: date = field(default_factory=date.today)


class Ignores:
    """The ignores of the files of a run.

    `rules`: those that can be named; `ran`: those of which an ignore can be found to be unused.
    """

    def __init__(
        self,
        found: Iterable[CommentIgnore | Mistake],
        rules: Iterable[Rule],
        ran: Iterable[Rule],
        policy: IgnorePolicy,
    ) -> None:
        self._policy = policy
        self._ids = {name: rule.id for rule in rules for name in (rule.id, rule.name)}
        self._ran = {rule.id for rule in ran}
        self._mistakes: list[tuple[Kind, Span, str]] = []
        self._used: set[tuple[int, str]] = set()
        self._near: dict[tuple[str, str, int], list[int]] = defaultdict(list)
        """The numbers of those that are for few lines, by file, rule and line."""
        self._wide: dict[tuple[str, str], list[int]] = defaultdict(list)
        """The numbers of the others, by file and rule."""
        self._all: list[tuple[CommentIgnore, frozenset[str]]] = []
        for one in found:
            self._add(one)

    def _add(self, one: CommentIgnore | Mistake) -> None:
        if isinstance(one, Mistake):
            self._mistakes.append(("malformed-ignore", one.at, one.message))
            return
        ids = frozenset(id_ for name in one.rules if (id_ := self._named(one, name)))
        if one.until is not None and one.until < self._policy.today:
            self._mistakes.append(("expired-ignore", one.at, f"the ignore ended with {one.until}"))
        elif self._policy.needs_reason and not one.reason:
            self._mistakes.append(("forbidden-ignore", one.at, "the ignore gives no reason, and has to"))
        elif ids:
            self._place(len(self._all), one, ids)
            self._all.append((one, ids))

    def _place(self, number: int, one: CommentIgnore, ids: frozenset[str]) -> None:
        for id_ in ids:
            if one.last - one.first > _FEW:
                self._wide[one.at.path, id_].append(number)
                continue
            for line in range(one.first, one.last + 1):
                self._near[one.at.path, id_, line].append(number)

    def _named(self, one: CommentIgnore, name: str) -> str | None:
        """The id of the rule that is named, where it may be ignored."""
        id_ = self._ids.get(name) or self._ids.get(name.upper())
        if id_ is None:
            close = get_close_matches(name.upper(), self._ids, 1) or get_close_matches(name, self._ids, 1)
            hint = f": did you mean '{close[0]}'?" if close else ""
            self._mistakes.append(("unknown-ignore", one.at, f"no rule is called '{name}'{hint}"))
        elif any(id_ == self._ids.get(word, word) for word in self._policy.never):
            self._mistakes.append(("forbidden-ignore", one.at, f"{id_} may not be ignored here"))
            return None
        return id_

    def covers(self, rule: Rule, spans: Iterable[Span]) -> bool:
        """Whether a finding of a rule is ignored at any of the places that it cites."""
        covered = {number for at in spans for number in self._covering(rule, at.path, at.line)}
        self._used.update((number, rule.id) for number in covered)
        return bool(covered)

    def _covering(self, rule: Rule, path: str, line: int) -> Iterator[int]:
        """The numbers of the ignores of a rule that are for a line."""
        yield from self._near.get((path, rule.id, line), ())
        for number in self._wide.get((path, rule.id), ()):
            one, _ = self._all[number]
            if one.first <= line <= one.last:
                yield number

    def problems(self) -> Iterator[tuple[Rule, Finding]]:
        """What is wrong with the ignores, once every finding was held against them."""
        for kind, at, message in self._mistakes:
            yield _finding(kind, at, message)
        for number, (one, ids) in enumerate(self._all):
            idle = sorted(id_ for id_ in ids & self._ran if (number, id_) not in self._used)
            if idle:
                says = f"nothing is found here by {', '.join(idle)}: take the ignore away"
                yield _finding("unused-ignore", one.at, says)


def _finding(kind: Kind, at: Span, message: str) -> tuple[Rule, Finding]:
    about = ProblemFact(
        unit=Unit("manifests", at.path.rpartition("/")[0]),
        address=at.path,
        at=at,
        problem=ReadProblem(kind, at, message),
    )
    return ENGINE[kind], Finding(about, at, message)
