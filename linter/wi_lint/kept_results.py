"""Whole results, kept: a tree that answers every question as it did has the same findings."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from types import GenericAlias
from typing import Any

import msgspec

from wi_lint import __version__
from wi_lint.contract import Finding, Rule, Step
from wi_lint.facts import Fact, codec
from wi_lint.files import Files
from wi_lint.frontends import TERRAFORM
from wi_lint.graph.answers import Undecided, Unseen
from wi_lint.kept.answers import Watched, digest
from wi_lint.kept.place import Place
from wi_lint.kept.units import KeptUnits
from wi_lint.lint import Report
from wi_lint.parse.text import Sources
from wi_lint.repair import Fix
from wi_lint.results import Result
from wi_lint.source import Span

_FACTS = "facts"


class _Row(msgspec.Struct, array_like=True, frozen=True):
    """A result; `about` is the number of its fact."""

    rule: str
    about: int
    finding: _Told
    fingerprint: str
    units: tuple[str, ...]
    more: int


class _Told(msgspec.Struct, array_like=True, frozen=True):
    """A finding, without what it is about."""

    at: Span
    message: str
    because: tuple[Step, ...]
    fix: Fix | None
    doubt: Undecided | Unseen | None


class _Summary(msgspec.Struct, array_like=True, frozen=True):
    """What a report says beside its results. `shown`: how many of the rows are, the rest are unsure."""

    shown: int
    files: int
    facts: int
    set_aside: list[str]
    ignored: int


class _Kept(msgspec.Struct, array_like=True, frozen=True):
    """A report, and the questions that it rests on with what was answered."""

    answers: list[tuple[str, str, str]]
    sheet: bytes


def _calls(files: Files) -> str:
    from wi_lint.compose.terraform.commands import said  # noqa: PLC0415 (most trees have no such root)

    return said(files)


class Cache:
    """What is kept of one tree for one set of options."""

    def __init__(self, place: Place, files: Files, paths: Iterable[str], options: Iterable[Any]) -> None:
        """`options`: all that the facts and findings depend on, beside the files and the version."""
        self._place = place
        self.watched = Watched(files, TERRAFORM.takes, _calls)
        versions = (__version__, str(codec.VERSION), stamp(Path(__file__).parent))
        facts, *others = options
        self._context = digest(*versions, repr(facts))
        self._name = f"{digest(*versions, repr(facts), *map(repr, others))}.result"
        self._paths = digest(*sorted(set(paths)))
        self._units: KeptUnits | None = None

    def units(self, sources: Sources) -> KeptUnits:
        """The facts that were kept."""
        self._units = KeptUnits(self._context, self._place.read(_FACTS), self.watched, sources)
        return self._units

    def report(self, rules: Iterable[Rule]) -> Report | None:
        """The report of an earlier run, where nothing has changed since. Its time is that of no run."""
        data = self._place.read(self._name)
        if data is None:
            return None
        try:
            kept = msgspec.msgpack.decode(data, type=_Kept)
            if kept.answers[:1] != [("paths", "", self._paths)] or not self.watched.still(kept.answers[1:]):
                return None
            return _report(kept.sheet, {rule.id: rule for rule in rules}, Sources(self.watched))
        except (msgspec.MsgspecError, ValueError, KeyError, IndexError):
            return None

    def keep(self, report: Report, sources: Sources) -> None:
        """Keep facts and results for the next run; nothing of a run in which something of ours failed."""
        if report.crashes or self.watched.is_unsteady:
            return
        if self._units is not None and (self._units.is_changed or self._units.has_less):
            self._place.write(_FACTS, self._units.book())
        answers = [("paths", "", self._paths), *self.watched.answers(self.watched.log.copy())]
        sheet = _sheet(report, sources)
        self._place.write(self._name, msgspec.msgpack.encode(_Kept(answers, sheet)))
        self._place.prune(".result")


def _sheet(report: Report, sources: Sources) -> bytes:
    rows: list[_Row] = []
    abouts: list[Fact] = []
    for result in (*report.results, *report.unsure):
        finding = result.finding
        told = _Told(finding.at, finding.message, finding.because, finding.fix, finding.doubt)
        rows.append(_Row(result.rule.id, len(abouts), told, result.fingerprint, result.units, result.more))
        abouts.append(finding.about)
    summary = _Summary(len(report.results), report.files, report.facts, report.set_aside, report.ignored)
    return codec.write((abouts, rows, summary), sources.holds)


def _report(sheet: bytes, rules: dict[str, Rule], sources: Sources) -> Report:
    kind = GenericAlias(tuple, (codec.any_facts(), list[_Row], _Summary))
    abouts, rows, summary = codec.read(sheet, sources.later, kind)
    results = [_result(row, abouts[row.about], rules[row.rule]) for row in rows]
    return Report(
        results[: summary.shown],
        results[summary.shown :],
        summary.files,
        summary.facts,
        0.0,
        [],
        summary.set_aside,
        summary.ignored,
    )


def _result(row: _Row, about: Any, rule: Rule) -> Result:
    told = row.finding
    finding = Finding(about, told.at, told.message, told.because, told.fix, told.doubt)
    return Result(rule, finding, row.fingerprint, row.units, row.more)


def stamp(package: Path) -> str:
    """A digest of a package as it is installed: who develops it has one version for long."""
    found = []
    for folder, _, names in os.walk(package):
        for name in names:
            if not name.endswith(".pyc"):
                told = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118 (several hundred files)
                found.append(f"{name} {told.st_mtime_ns} {told.st_size}")
    return digest(*sorted(found))
