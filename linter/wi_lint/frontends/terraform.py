"""Terraform: root modules in each of their environments, plans and states."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from itertools import chain

from wi_lint.compose.terraform import Folders, Given, Module, may_be_plan, planned, root_modules
from wi_lint.compose.terraform.scope import MAX_EVALUATIONS
from wi_lint.errors import Unreadable
from wi_lint.facts import Fact
from wi_lint.frontends import MANIFESTS, TERRAFORM, VALUES
from wi_lint.frontends.run import Run, problem_facts
from wi_lint.model import terraform
from wi_lint.problems import ReadProblem
from wi_lint.signs import NOTHING
from wi_lint.source import Source

SIGNS = NOTHING
"""Its files are its own, and all of them are read."""


def facts(run: Run) -> Iterator[Fact]:
    given = Given(run.declared.roots, run.declared.var_files, run.declared.values)
    code = (path for path in TERRAFORM.among(run.paths) if not path.endswith(VALUES))
    homes = sorted({posixpath.dirname(path) for path in code})
    folders = Folders(run.files, run.charts)
    for root in chain(root_modules(folders, homes, given), _plans(run, folders, homes)):
        made = (fact for module in root.modules() for fact in terraform.facts(module))
        yield from run.safely(made, root.folder.path or ".")
        if root.work.left < 0:
            says = (
                f"the root module asks for more than {MAX_EVALUATIONS:,} evaluations: the rest is not known"
            )
            reading = ReadProblem("limit", Source(root.folder.path or ".", "").span(0, 0), says)
            yield from problem_facts([reading])
    run.library.tried(".", lambda: folders.check(run.paths), None)
    yield from problem_facts(folders.problems)


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
