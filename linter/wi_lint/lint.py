"""The whole program, in one function."""

from __future__ import annotations

import posixpath
import re
import sys
import time
import traceback
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from wi_lint.compose.helm import Charts
from wi_lint.compose.library import Library
from wi_lint.compose.manifests import Manifests, alone, read_manifests
from wi_lint.compose.scripts import scripts as found_scripts
from wi_lint.compose.terraform import Folders, Given, Module, may_be_plan, planned, root_modules
from wi_lint.contract import Finding, Rule
from wi_lint.discover import is_data, is_program, is_terraform
from wi_lint.errors import Unreadable
from wi_lint.facts import Fact, Problem
from wi_lint.files import Files
from wi_lint.graph import Graph
from wi_lint.ignores import Ignore, Ignores, Mistake, Policy, may_hold, read, waived
from wi_lint.model import (
    commands,
    connector,
    crossplane,
    guides,
    held,
    kubernetes,
    releases,
    scripts,
    secrets,
    terraform,
)
from wi_lint.packs import ENGINE
from wi_lint.parse.text import decode
from wi_lint.problems import Problem as Reading
from wi_lint.results import Judged, Result, judge
from wi_lint.source import Source, Span
from wi_lint.told import Told
from wi_lint.unit import Unit

_DOT = re.compile(r"\.")
RECURSION = 20_000
"""Frames that the deepest input within the limits may take."""


@dataclass(frozen=True, slots=True)
class Report:
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
    known: Iterable[Rule] = (),
    options: Mapping[str, Mapping[str, Any]] | None = None,
    told: Told = Told(),  # noqa: B008 (frozen)
    policy: Policy | None = None,
) -> Report:
    """Read, join, judge. `paths` are relative to the root of `files`.

    `known`: rules that do not run, and may be named all the same. `options`: those of rules, by id.
    `told`: what is known beside the files.
    """
    started = time.perf_counter()
    # depths are bounded by the readers and the evaluator, together above the interpreter's default
    sys.setrecursionlimit(max(sys.getrecursionlimit(), RECURSION))
    paths = sorted(set(paths))
    charts = Charts(Library(files))
    manifests = read_manifests(charts, [path for path in paths if is_data(path)], told.releases)
    crashes: list[str] = []
    graph = Graph(_facts(charts, paths, manifests, told, crashes), told)
    rules = tuple(rules)
    found = [*_problems(graph), *_check(graph, rules, options or {}, crashes)]
    policy = policy or Policy()
    ignores = Ignores(
        _ignores(files, _judged(charts.library, paths), graph, policy),
        {*ENGINE.values(), *rules, *known},
        rules,
        policy,
    )
    calls = {(call.unit, call.address): call.at for call in graph.module_calls}
    kept: list[tuple[Rule, Finding]] = []
    ignored = 0
    for rule, finding in found:
        if ignores.covers(rule, _cited(finding, calls)):
            ignored += finding.doubt is None
        else:
            kept.append((rule, finding))
    judged: Judged = judge([*kept, *ignores.problems()], complete=complete)
    seconds = time.perf_counter() - started
    return Report(
        judged.shown,
        judged.unsure,
        len(paths),
        len(graph.facts),
        seconds,
        crashes,
        manifests.templates,
        ignored,
    )


def _judged(library: Library, paths: list[str]) -> list[str]:
    """The files that something can be said of: programs as far as they were read."""
    return [path for path in paths if not is_program(path) or library.has_read(path)]


def _ignores(files: Files, paths: list[str], graph: Graph, policy: Policy) -> Iterator[Ignore | Mistake]:
    """The ignores of every file and object; what cannot be read was told elsewhere."""
    if not policy.enabled:
        return
    yield from map(waived, graph.waivers)
    for path in paths:
        try:
            data = files.read(path)
            if may_hold(data):
                yield from read(decode(path, data))
        except Unreadable:
            continue


def _cited(finding: Finding, calls: Mapping[tuple[Unit, str], Span]) -> Iterator[Span]:
    """The places at which a finding can be ignored: all that it cites, and the calls around them."""
    yield finding.at
    yield finding.about.at
    for step in finding.because:
        yield step.at
    about = finding.about
    address = about.address
    if about.unit.kind == "terraform" and address.startswith("module."):
        for end in (found.start() for found in _DOT.finditer(address)):
            if (about.unit, address[:end]) in calls:
                yield calls[about.unit, address[:end]]


def _facts(
    charts: Charts, paths: list[str], manifests: Manifests, told: Told, crashes: list[str]
) -> Iterator[Fact]:
    files = charts.library.files
    yield from _manifests(manifests, crashes)
    yield from secrets.in_files(charts.library, [path for path in paths if is_data(path)])
    yield from held.in_files(charts.library, [path for path in paths if is_program(path)])
    yield from guides.facts(charts.library, paths)
    yield from _problem_facts(manifests.problems)
    for path in manifests.templates:
        yield from scripts.template(files, path, _folder_unit(path))
    for script in found_scripts(charts.library, paths):
        yield from _safely(
            commands.facts(script.text, script.unit, charts, script.settings), script.text.at.source, crashes
        )
    for path in paths:
        if path.rpartition("/")[2] in ("Jenkinsfile", "Taskfile"):
            yield from scripts.facts(files, path, _folder_unit(path))
    folders = Folders(files, charts)
    given = Given(told.roots, told.var_files, told.values)
    yield from _terraform(files, folders, paths, given, crashes)
    yield from _manifests(alone(charts), crashes)
    folders.check(paths)
    yield from _problem_facts(folders.problems)


def _manifests(manifests: Manifests, crashes: list[str]) -> Iterator[Fact]:
    for deployed in manifests.deployed:
        yield from _safely(kubernetes.facts(deployed), deployed.root.source, crashes)
    yield from (key for deployed in manifests.deployed for key in secrets.in_objects(deployed))
    yield from _safely(connector.facts(manifests.deployed), Source(".", ""), crashes)
    yield from _safely(crossplane.facts(manifests.deployed), Source(".", ""), crashes)
    yield from releases.facts(replace(manifests, deployed=[]))


def graph_of(files: Files, paths: list[str]) -> Graph:
    """The graph of some files, for those who measure or look at facts."""
    charts = Charts(Library(files))
    manifests = read_manifests(charts, [path for path in paths if is_data(path)])
    return Graph(_facts(charts, paths, manifests, Told(), []))


def facts_of(files: Files, paths: list[str]) -> list[Fact]:
    """What the Terraform of some files says, for those who measure."""
    return list(_terraform(files, Folders(files), paths, Given(), []))


def _terraform(
    files: Files, folders: Folders, paths: list[str], given: Given, crashes: list[str]
) -> Iterator[Fact]:
    homes = sorted({posixpath.dirname(path) for path in paths if is_terraform(path)})
    for root in chain(root_modules(folders, homes, given), _plans(files, folders, paths, homes)):
        place = Source(root.folder.path or ".", "")
        yield from _safely((fact for m in root.modules() for fact in terraform.facts(m)), place, crashes)


def _plans(files: Files, folders: Folders, paths: list[str], homes: list[str]) -> Iterator[Module]:
    """The plans and states among the files; what cannot be read was told elsewhere."""
    for path in paths:
        try:
            found = path.endswith(".json") and is_data(path) and may_be_plan(files.read(path))
        except Unreadable:
            continue
        source = folders.file(path) if found else None
        module = planned(folders, source, homes) if source is not None else None
        if module is not None:
            yield module


def _safely(facts: Iterator[Fact], source: Source, crashes: list[str]) -> Iterator[Fact]:
    """Facts up to a defect of ours: it is told, and costs the other files nothing."""
    try:
        yield from facts
    except Exception as error:
        crashes.append(f"{source.path}: {''.join(traceback.format_exception(error))}")
        says = f"wi-lint failed on this, and left it out: {type(error).__name__}: {error}"
        yield from _problem_facts([Reading("crash", source.span(0, 0), says)])


def _folder_unit(path: str) -> Unit:
    return Unit("manifests", posixpath.dirname(path))


def _problem_facts(readings: Iterable[Reading]) -> Iterator[Fact]:
    for reading in readings:
        path = reading.at.path
        yield Problem(unit=_folder_unit(path), address=path, at=reading.at, reading=reading)


def _problems(graph: Graph) -> Iterator[tuple[Rule, Finding]]:
    for problem in graph.problems:
        reading = problem.reading
        yield ENGINE[reading.kind], Finding(problem, reading.at, reading.message)


def _check(
    graph: Graph, rules: Iterable[Rule], options: Mapping[str, Mapping[str, Any]], crashes: list[str]
) -> Iterator[tuple[Rule, Finding]]:
    for rule in rules:
        try:
            found = list(rule.check(graph, **options.get(rule.id, {})))
        except Exception as error:  # a defect of ours must not cost the user the other rules
            crashes.append(_traceback(rule, error))
            yield ENGINE["crash"], _crash(rule, error)
            continue
        for finding in found:
            # a guide is judged by what holds whatever its reader has
            if rule.documents or finding.about.unit.kind != "document":
                yield rule, finding


def _crash(rule: Rule, error: Exception) -> Finding:
    at = Source(".", "").span(0, 0)
    says = f"the rule {rule.id} crashed, and was left out: {type(error).__name__}: {error}"
    problem = Problem(unit=Unit("manifests", ""), address=rule.id, at=at, reading=Reading("crash", at, says))
    return Finding(problem, at, says)


def _traceback(rule: Rule, error: Exception) -> str:
    return f"{rule.id} ({rule.module}): " + "".join(traceback.format_exception(error))
