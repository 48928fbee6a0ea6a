"""The one table of languages: which files each is read from, what it looks for, and what makes its facts.

Discovery and the filter are read off this table, and `lint.py` knows no language. A new one is its modules
under `parse/`, `compose/` and `model/`, and one row here.
"""

from __future__ import annotations

import posixpath
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from itertools import chain
from operator import or_

from wi_lint.compose import releases as controllers
from wi_lint.compose.helm import Charts
from wi_lint.compose.library import Library
from wi_lint.compose.manifests import Manifests, read_manifests, uninstalled
from wi_lint.compose.scripts import PROSE
from wi_lint.compose.scripts import scripts as found_scripts
from wi_lint.compose.terraform import Folders, Given, Module, may_be_plan, planned, root_modules
from wi_lint.errors import Unreadable
from wi_lint.facts import Fact, Problem
from wi_lint.files import Files
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
from wi_lint.problems import Problem as Reading
from wi_lint.signs import NOTHING, Signs, Wanted
from wi_lint.source import Source
from wi_lint.told import Told
from wi_lint.unit import Kind, Unit

_CODE = (".tf", ".tofu", ".tf.json", ".tofu.json")
_NOT_FOLLOWED = ("Jenkinsfile", "Taskfile")
"""Scripts of tools whose language is not read; that they are there is evidence all the same."""


class Run:
    """What the frontends of one run share: its files, and what is read of them once.

    `crashes`: tracebacks of our own defects, which cost a run no more than the unit that they struck.
    """

    def __init__(self, files: Files, paths: Iterable[str], told: Told, *, filtered: bool = True) -> None:
        """`filtered`: whether texts in which no reader finds anything are left out unread."""
        self.files = files
        self.paths = list(paths)
        self.told = told
        self.library = Library(files, _WANTED if filtered else Wanted())
        self.charts = Charts(self.library)
        self.folders = Folders(files, self.charts)
        self.crashes: list[str] = []

    def of(self, frontend: Frontend) -> list[str]:
        """The paths that a frontend reads."""
        return [path for path in self.paths if frontend.takes(path)]

    @cached_property
    def manifests(self) -> Manifests:
        return read_manifests(self.charts, self.of(MANIFESTS), self.told.releases)

    def safely(self, facts: Iterator[Fact], source: Source) -> Iterator[Fact]:
        """Facts up to a defect of ours: it is reported, and costs the other files nothing."""
        try:
            yield from facts
        except Exception as error:
            self.crashes.append(f"{source.path}: {''.join(traceback.format_exception(error))}")
            says = f"wi-lint failed on this, and left it out: {type(error).__name__}: {error}"
            yield from problem_facts([Reading("crash", source.span(0, 0), says)])


@dataclass(frozen=True, slots=True)
class Frontend:
    """One language. `unit`: the kind of what is deployed by itself in it.

    `suffixes`: of the files that it is read from, and `names` of those that have none. `facts`: what makes
    its facts. `signs`: what its readers look for, in texts that they share with others.
    """

    name: str
    unit: Kind
    suffixes: tuple[str, ...]
    facts: Callable[[Run], Iterator[Fact]]
    names: frozenset[str] = frozenset()
    but: tuple[str, ...] = ()
    """Longer suffixes that are another language's."""
    signs: Signs = NOTHING

    def takes(self, path: str) -> bool:
        """Whether a file is read by it."""
        name = path.rpartition("/")[2]
        if path.endswith(self.but):
            return False
        return path.endswith(self.suffixes) or name in self.names or name.partition(".")[0] in self.names


# manifests, and the charts and releases that they install


def _manifests(run: Run) -> Iterator[Fact]:
    yield from _deployed(run, run.manifests)
    yield from secrets.in_files(run.library, run.of(MANIFESTS))
    yield from problem_facts(run.manifests.problems)
    for path in run.manifests.templates:
        yield from scripts.template(run.files, path, folder_unit(path))


def _deployed(run: Run, manifests: Manifests) -> Iterator[Fact]:
    for one in manifests.deployed:
        yield from run.safely(kubernetes.facts(one), one.root.source)
    yield from (key for one in manifests.deployed for key in secrets.in_objects(one))
    yield from run.safely(connector.facts(manifests.deployed), Source(".", ""))
    yield from run.safely(crossplane.facts(manifests.deployed), Source(".", ""))
    yield from releases.facts(replace(manifests, deployed=[]))


def _uninstalled_charts(run: Run) -> Iterator[Fact]:
    """What charts make that nothing was found to install; so it comes behind all that may install one."""
    yield from _deployed(run, uninstalled(run.charts))


# commands and programs


def _programs(run: Run) -> Iterator[Fact]:
    yield from held.in_files(run.library, run.of(PROGRAMS))


def _guides(run: Run) -> Iterator[Fact]:
    yield from guides.facts(run.library, run.paths)


def _scripts(run: Run) -> Iterator[Fact]:
    for script in found_scripts(run.library, run.paths):
        found = commands.facts(script.text, script.unit, run.charts, script.settings)
        yield from run.safely(found, script.text.at.source)
    for path in run.paths:
        if path.rpartition("/")[2] in _NOT_FOLLOWED:
            yield from scripts.facts(run.files, path, folder_unit(path))


# Terraform


def _terraform(run: Run) -> Iterator[Fact]:
    given = Given(run.told.roots, run.told.var_files, run.told.values)
    homes = sorted({posixpath.dirname(path) for path in run.of(TERRAFORM) if not path.endswith(".tfvars")})
    for root in chain(root_modules(run.folders, homes, given), _plans(run, homes)):
        place = Source(root.folder.path or ".", "")
        found = (fact for module in root.modules() for fact in terraform.facts(module))
        yield from run.safely(found, place)
    run.folders.check(run.paths)
    yield from problem_facts(run.folders.problems)


def _plans(run: Run, homes: list[str]) -> Iterator[Module]:
    """The plans and states among the files; what cannot be read was reported elsewhere."""
    for path in run.of(MANIFESTS):
        try:
            found = path.endswith(".json") and may_be_plan(run.files.read(path))
        except Unreadable:
            continue
        source = run.folders.file(path) if found else None
        module = planned(run.folders, source, homes) if source is not None else None
        if module is not None:
            yield module


# the table

MANIFESTS = Frontend(
    "manifests",
    "manifests",
    (".yaml", ".yml", ".json"),
    _manifests,
    but=(".tfvars.json", *_CODE),
    signs=reduce(or_, (kubernetes.SIGNS, connector.SIGNS, crossplane.SIGNS, controllers.SIGNS)),
)
PROGRAMS = Frontend("programs in Python", "script", (".py",), _programs)
SCRIPTS = Frontend(
    "scripts",
    "script",
    (".sh", ".bash", ".zsh", ".ksh", ".mk", ".dockerfile"),
    _scripts,
    names=frozenset({"Makefile", "GNUmakefile", "makefile", "Dockerfile", "Containerfile", *_NOT_FOLLOWED}),
    signs=commands.SIGNS,
)
GUIDES = Frontend("guides", "document", PROSE, _guides)
TERRAFORM = Frontend("Terraform", "terraform", (*_CODE, ".tfvars", "terragrunt.hcl"), _terraform)
CHARTS = Frontend("charts that nothing installs", "helm", (), _uninstalled_charts)

FRONTENDS = (MANIFESTS, PROGRAMS, GUIDES, SCRIPTS, TERRAFORM, CHARTS)
"""Every language, in the order in which they are read: what installs charts before those that are left."""
_WANTED = Wanted(MANIFESTS.signs, SCRIPTS.signs)


def read(run: Run) -> Iterator[Fact]:
    """Every fact of a run."""
    for frontend in FRONTENDS:
        yield from frontend.facts(run)


def folder_unit(path: str) -> Unit:
    """The manifests of the folder that a file is in."""
    return Unit("manifests", posixpath.dirname(path))


def problem_facts(readings: Iterable[Reading]) -> Iterator[Problem]:
    """What could not be read, as facts."""
    for reading in readings:
        path = reading.at.path
        yield Problem(unit=folder_unit(path), address=path, at=reading.at, reading=reading)
