"""Terraform: root modules in each of their environments, plans and states."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from itertools import chain

from wi_lint.bounds import MAX_ALL_INSTANCES, MAX_ENVIRONMENTS, MAX_EVALUATIONS, MAX_ROOT_INSTANCES
from wi_lint.compose.terraform import Folder, Folders, Given, Module, Roots, may_be_plan, planned
from wi_lint.errors import Unreadable
from wi_lint.facts import Fact, ProblemFact, SwitchedOn
from wi_lint.frontends import MANIFESTS, TERRAFORM, VALUES
from wi_lint.frontends.run import Run, problem_facts
from wi_lint.model import terraform
from wi_lint.problems import ReadProblem
from wi_lint.signs import NOTHING
from wi_lint.source import Source, Span

_SHARE = MAX_ROOT_INSTANCES // 100
"""What a root may make behind all that roots may make together."""
_BOUNDS = f"more than {MAX_ROOT_INSTANCES:,}, or {_SHARE} behind {MAX_ALL_INSTANCES:,} of all roots"
SIGNS = NOTHING
"""Its files are its own, and all of them are read."""


def facts(run: Run) -> Iterator[Fact]:
    given = Given(run.declared.roots, run.declared.var_files, run.declared.values)
    code = (path for path in TERRAFORM.among(run.paths) if not path.endswith(VALUES))
    homes = sorted({posixpath.dirname(path) for path in code})
    reader = _Reader(run, Folders(run.files, run.charts))
    roots = Roots(reader.folders, homes, given, reader.calls)
    for module in roots.wrapped:
        yield from reader.of_wrapped(module)
    for path in roots.homes:
        yield from reader.of_home(path, roots)
    for module in _plans(run, reader.folders, homes):
        yield from reader.of_module(module)
    run.library.tried(".", lambda: reader.folders.check(run.paths), None)
    yield from problem_facts(reader.folders.problems)


class _Reader:
    """Root modules to facts: those of an earlier run, where everything that they rest on is as it was."""

    def __init__(self, run: Run, folders: Folders) -> None:
        self._run = run
        self.folders = folders

    def calls(self, path: str) -> list[str]:
        """The folders that the module calls of a folder lead to."""
        kept = self._run.units.words(_CALLS, path)
        if kept is None:
            kept = self.folders.calls(path)
            if not self.folders.problems_of(self.folders.files_of(path)):  # who parses it next, reports them
                self._run.units.keep(_CALLS, path, [("code", path)], kept, [])
        return kept

    def of_home(self, path: str, roots: Roots) -> Iterator[Fact]:
        """The facts of a root in each of its environments."""
        kept = self._run.units.find(_ROOT, path)
        if kept is None:
            yield from self._made(path, roots)
            return
        count, *files = self._run.units.words(_ROOT, path) or ["0"]
        yield from kept[: int(count)]
        problems: dict[str, list[ReadProblem]] = {at: [] for at in files}
        for fact in kept[int(count) :]:  # what was wrong with the files, which other roots may have read, too
            assert isinstance(fact, ProblemFact)
            problems[fact.address].append(fact.problem)
        for at, found in problems.items():
            self.folders.note(at, found)

    def _made(self, path: str, roots: Roots) -> Iterator[Fact]:
        folders, crashes = self.folders, len(self._run.crashes)
        folders.asked.clear()
        made: list[Fact] = []
        instances = 0
        for module in self._tried(roots, path):
            room = module.work.instances
            for fact in chain(self.of_module(module), self._of_awake(module)):
                made.append(fact)
                yield fact
            instances += room - max(module.work.instances, 0)
            module.forget()
        questions = folders.asked.copy()
        is_alone = not (folders.has_asked_charts or folders.has_asked_states or folders.is_cut)
        if len(self._run.crashes) == crashes and is_alone:
            asked = {
                one for what, at in questions for one in ([at] if what == "text" else folders.files_of(at))
            }
            files = sorted(one for one in asked if folders.has_read(one))
            problems = problem_facts(folders.problems_of(files))
            words = [str(len(made)), *files]
            counts = [("instances", "", path, instances)]
            self._run.units.keep(_ROOT, path, questions, words, [*made, *problems], counts)
        self._run.library.ledger.count("instances", "", path, instances)
        folders.has_asked_charts = folders.has_asked_states = folders.is_cut = False
        if path not in roots.called:
            folders.forget(path)

    def _of_awake(self, root: Module) -> Iterator[Fact]:
        """The facts of a root with all on that it switches off by itself."""
        awake = root.awake()
        if awake is not None:
            yield from self.of_module(awake)
            for address, at, by in root.work.off:
                called = address.removeprefix(root.unit.name).removeprefix("/").replace(":", "", 1)
                yield SwitchedOn(unit=awake.unit, address=called, at=at, by=by)
            root.work.instances = awake.work.instances
            awake.forget()

    def _tried(self, roots: Roots, path: str) -> Iterator[Module]:
        return self._run.library.safely(path or ".", roots.modules(path, self._room()))

    def _room(self) -> int:
        """How many instances a further root may make."""
        is_full = self._run.library.ledger.total("instances", "") > MAX_ALL_INSTANCES
        return _SHARE if is_full else MAX_ROOT_INSTANCES

    def of_wrapped(self, module: Module) -> Iterator[Fact]:
        """The facts of a module that Terragrunt runs."""
        room = module.work.instances = min(module.work.instances, self._room())
        yield from self.of_module(module)
        made = room - max(module.work.instances, 0)
        self._run.library.ledger.count("instances", "", module.unit.folder, made)
        module.forget()

    def of_module(self, root: Module) -> Iterator[Fact]:
        """The facts of a root module, and of those that it calls."""
        taken = root.folder.size if root.folder.path != root.unit.folder else 0
        if root.work.has_room(taken):
            made = (fact for module in root.modules() for fact in terraform.facts(module))
            yield from self._run.safely(made, root.folder.path or ".")
        if root.left_out:
            says = f"more than {MAX_ENVIRONMENTS} environments of this root: {root.left_out} are left out"
            yield from problem_facts([ReadProblem("limit", _first(root.folder), says)])
        if root.work.left < 0:
            says = (
                f"the root module asks for more than {MAX_EVALUATIONS:,} evaluations: the rest is not known"
            )
            yield from problem_facts([ReadProblem("limit", _first(root.folder), says)])
        if root.work.instances < 0:
            says = (
                "the root module makes more instances than are told apart: one stands for all that are left, "
                "and no further module is read"
            )
            yield from problem_facts([ReadProblem("limit", _first(root.folder), f"{says} ({_BOUNDS})")])


def _first(folder: Folder) -> Span:
    """Where the code of a folder begins: its first block, by its place."""
    tables = (folder.resources, folder.modules, folder.variables, folder.outputs, folder.data)
    heads = [placed.head for table in tables for placed in table.values()]
    return min(heads, key=lambda head: head.order, default=Source(folder.path or ".", "").span(0, 0))


_ROOT, _CALLS = "terraform", "terraform-calls"


def _plans(run: Run, folders: Folders, homes: list[str]) -> Iterator[Module]:
    """The plans and states among the files; what cannot be read was reported elsewhere."""
    for path in MANIFESTS.among(run.paths):
        try:
            found = path.endswith(".json") and may_be_plan(run.files.read(path))
        except Unreadable:
            continue
        source = folders.file(path) if found else None
        module = planned(folders, source, homes) if source is not None else None
        if module is not None:
            yield module
