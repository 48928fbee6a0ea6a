"""The whole program, in one function."""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Protocol

from msgspec import Struct, field

from wi_lint.bounds import MAX_COMPARISONS, MAX_COMPARISONS_OF_FACT, MAX_RECURSION
from wi_lint.config.declared import Declared
from wi_lint.contract import Finding, Rule
from wi_lint.errors import Unreadable
from wi_lint.facts import AnnotationIgnore, Fact, ModuleCall, ProblemFact, SwitchedOff
from wi_lint.files import Files
from wi_lint.frontends import Frontend, read
from wi_lint.frontends.run import Run, problem_facts
from wi_lint.graph import Graph
from wi_lint.ignores import CommentIgnore, IgnorePolicy, Ignores, Mistake, ignored_by_annotation, may_hold
from wi_lint.ignores import read as ignores_in
from wi_lint.judged import JudgedChain, judged
from wi_lint.kept import Units
from wi_lint.lazy_re import regex
from wi_lint.packs import ENGINE
from wi_lint.parse.text import Sources, decode
from wi_lint.problems import ReadProblem
from wi_lint.results import Judged, Result, judge
from wi_lint.source import Source, Span
from wi_lint.switches import Switches
from wi_lint.unit import Unit
from wi_lint.values import TooMuch, limited, weigh

_DOT = regex(r"\.")


class Cache(Protocol):
    """Who keeps the facts of units, and whole reports."""

    def units(self, sources: Sources) -> Units:
        """The facts that were kept, which point into some sources."""
        ...

    def keep(self, report: Report, sources: Sources) -> None:
        """Keep a report, and the facts that it was made of."""
        ...


class Report(Struct, frozen=True):
    """What a run says. `crashes`: tracebacks of rules that failed."""

    results: list[Result]
    unsure: list[Result]
    files: int
    facts: int
    seconds: float
    crashes: list[str] = field(default_factory=list)
    set_aside: list[str] = field(default_factory=list)
    ignored: int = 0


def lint(
    files: Files,
    paths: Iterable[str],
    rules: Iterable[Rule],
    *,
    complete: bool = False,
    nameable: Iterable[Rule] = (),
    options: Mapping[str, Mapping[str, Any]] | None = None,
    declared: Declared = Declared(),  # noqa: B008 (frozen)
    policy: IgnorePolicy | None = None,
    filtered: bool = True,
    met: Iterable[ReadProblem] = (),
    cache: Cache | None = None,
) -> Report:
    """Read, join, judge. `paths` are relative to the root of `files`.

    `nameable`: rules that do not run, and may be named in ignores all the same. `options`: by rule id.
    `declared`: what is known beside the files. `filtered`: whether texts in which no reader finds anything
    are left out unread, which changes no finding. `met`: what was wrong with files that were read before.
    `cache`: what is kept of units from run to run.
    """
    started = time.perf_counter()
    # depths are bounded by the readers and the evaluator, together above the interpreter's default
    sys.setrecursionlimit(max(sys.getrecursionlimit(), MAX_RECURSION))
    paths = sorted(set(paths))
    run = Run(files, paths, declared, filtered=filtered, units=cache.units if cache is not None else None)
    graph = Graph(chain(read(run), problem_facts(met)), declared)
    rules = tuple(rules)
    found = [*_problems(graph.every(ProblemFact)), *_check(graph, rules, options or {}, run.crashes)]
    told = {(rule.id, finding.at.order) for rule, finding in found}  # where it is made elsewhere
    for rule, finding in chain(
        _asleep(graph, rules, options or {}, run), _awake(graph, rules, options or {}, run)
    ):
        if (rule.id, finding.at.order) not in told:
            told.add((rule.id, finding.at.order))
            found.append((rule, finding))
    found += _problems(graph.limits)
    policy = policy or IgnorePolicy()
    ignores = Ignores(
        _ignores(files, run.judged, graph, policy),
        {*ENGINE.values(), *rules, *nameable},
        rules,
        policy,
    )
    calls = _Calls.of(graph)
    kept: list[tuple[Rule, Finding]] = []
    ignored = 0
    for rule, finding in found:
        if ignores.covers(rule, _cited(finding, calls)):
            ignored += finding.doubt is None
        else:
            kept.append((rule, finding))
    decided: Judged = judge([*kept, *ignores.problems()], complete=complete)
    seconds = time.perf_counter() - started
    report = Report(
        decided.shown,
        decided.unsure,
        len(paths),
        graph.size,
        seconds,
        run.crashes,
        run.manifests.templates,
        ignored,
    )
    if cache is not None:
        cache.keep(report, run.library.sources)
    return report


_GIVEN = regex(r"\b(?:var|local|each|module|data)\.\w")
"""What a block is given from outside."""


def _asleep(
    graph: Graph, rules: Iterable[Rule], options: Mapping[str, Mapping[str, Any]], run: Run
) -> Iterator[tuple[Rule, Finding]]:
    """What is wrong in blocks that make nothing here, as they are written: not with what they are given."""
    bodies = {id(fact): one.body for one in graph.every(SwitchedOff) for fact in one.makes}
    alone = [rule for rule in rules if rule.alone]
    for rule, finding in _check(graph.asleep, alone, options, run.crashes) if bodies else ():
        body = bodies.get(id(finding.about))
        if body is not None and finding.at in body and _GIVEN.search(finding.at.text) is None:
            yield rule, finding


def _awake(
    graph: Graph, rules: Iterable[Rule], options: Mapping[str, Mapping[str, Any]], run: Run
) -> Iterator[tuple[Rule, Finding]]:
    """What is wrong in what modules for others make once it is switched on: as its own files say it."""
    awake = graph.awake
    if awake is None:
        return
    here, switches = graph.places, Switches(awake)
    for rule, finding in _check(awake, rules, options, run.crashes):
        if finding.about.at.order not in here and switches.go_together(rule, finding):
            yield rule, finding
    yield from _problems([*awake.every(ProblemFact), *awake.limits])


def _ignores(
    files: Files, paths: list[str], graph: Graph, policy: IgnorePolicy
) -> Iterator[CommentIgnore | Mistake]:
    """The ignores of every file and object; what cannot be read was reported elsewhere."""
    if not policy.enabled:
        return
    yield from map(ignored_by_annotation, graph.every(AnnotationIgnore))
    for path in paths:
        try:
            data = files.read(path)
            if may_hold(data):
                yield from ignores_in(decode(path, data))
        except Unreadable:
            continue


class _Calls(Struct, frozen=True):
    """Where modules are called, by unit and address, and how long an address is at most."""

    places: Mapping[tuple[Unit, str], Span]
    longest: int

    @classmethod
    def of(cls, graph: Graph) -> _Calls:
        places = {(call.unit, call.address): call.at for call in graph.every(ModuleCall)}
        return cls(places, max((len(address) for _, address in places), default=0))

    def around(self, unit: Unit, address: str) -> Iterator[Span]:
        """The calls that something with an address is made by."""
        # what is written may be called by all of a text: no more of it is looked at than calls are long
        for end in (found.start() for found in _DOT.finditer(address, 0, self.longest + 1)):
            if (unit, address[:end]) in self.places:
                yield self.places[unit, address[:end]]


def _cited(finding: Finding, calls: _Calls) -> Iterator[Span]:
    """The places at which a finding can be ignored: all that it cites, and the calls around them."""
    yield finding.at
    yield finding.about.at
    for step in finding.because:
        yield step.at
    yield from calls.around(finding.about.unit, finding.about.address)


def graph_of(files: Files, paths: list[str]) -> Graph:
    """The graph of some files, for those who measure or look at facts."""
    return Graph(read(Run(files, paths, Declared())))


def units_of(files: Files, paths: list[str], declared: Declared) -> list[Unit]:
    """What is deployed by itself among some files, in the order in which it was read."""
    return list(dict.fromkeys(fact.unit for fact in read(Run(files, paths, declared))))


def chains_of(files: Files, paths: list[str], rules: Iterable[Rule]) -> list[JudgedChain]:
    """How every chain of some files is judged, before anything is ignored."""
    graph = graph_of(files, paths)
    return list(judged(graph, _check(graph, rules, {}, [])))


def facts_of(files: Files, paths: list[str], frontend: Frontend | None = None) -> list[Fact]:
    """What some files say, in one language or in all of them, for those who measure or look at facts."""
    run = Run(files, paths, Declared())
    return list(read(run) if frontend is None else frontend.reader.facts(run))


def _problems(problems: Iterable[ProblemFact]) -> Iterator[tuple[Rule, Finding]]:
    for problem in problems:
        reading = problem.problem
        yield ENGINE[reading.kind], Finding(problem, reading.at, reading.message)


def _check(
    graph: Graph, rules: Iterable[Rule], options: Mapping[str, Mapping[str, Any]], crashes: list[str]
) -> Iterator[tuple[Rule, Finding]]:
    for rule in rules:
        found: list[Finding] = []
        most = MAX_COMPARISONS + MAX_COMPARISONS_OF_FACT * graph.size
        try:
            with limited(most):
                found.extend(map(_told, rule.check(graph, **options.get(rule.id, {}))))
        except TooMuch as much:
            yield ENGINE["limit"], _unfinished(rule, much, most)
        except Exception as error:  # a defect of ours must not cost the user the other rules
            crashes.append(_traceback(rule, error))
            yield ENGINE["crash"], _crash(rule, error)
            continue
        for finding in found:
            # a guide is judged by what holds whatever its reader has
            if rule.documents or finding.about.unit.kind != "document":
                yield rule, finding


_FINDING = 25
"""What a finding weighs: as many comparisons take as long as all that is done with one."""


def _told(finding: Finding) -> Finding:
    """A finding, counted with its steps as something that a rule weighs. Raises `TooMuch`."""
    weigh(finding.about, _FINDING + 5 * len(finding.because))
    return finding


def _unfinished(rule: Rule, much: TooMuch, most: int) -> Finding:
    """What is said of a rule that ended; what it found so far stays."""
    at = much.about.at if much.about is not None else Source(".", "").span(0, 0)
    says = f"the rule {rule.id} compares more than {most:,} times: what it had not come to is not judged"
    problem = ProblemFact(
        unit=Unit("manifests", ""), address=rule.id, at=at, problem=ReadProblem("limit", at, says)
    )
    return Finding(problem, at, says)


def _crash(rule: Rule, error: Exception) -> Finding:
    at = Source(".", "").span(0, 0)
    says = f"the rule {rule.id} crashed, and was left out: {type(error).__name__}: {error}"
    problem = ProblemFact(
        unit=Unit("manifests", ""), address=rule.id, at=at, problem=ReadProblem("crash", at, says)
    )
    return Finding(problem, at, says)


def _traceback(rule: Rule, error: Exception) -> str:
    return f"{rule.id} ({rule.module}): " + "".join(traceback.format_exception(error))
