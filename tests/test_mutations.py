"""Right worlds with one mistake each: it is reported where it was made, or at its other end.

And rewrites that change no meaning change nothing that is said; every edit that is offered mends what it is
offered for, alone and with the others, and breaks nothing.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from wi_lint import Severity
from wi_lint.files import Memory
from wi_lint.lint import Report, lint
from wi_lint.mending import Mender, edited
from wi_lint.packs import installed
from wi_lint.pages import page
from wi_lint.repair import Fix
from wi_lint.results import Result

HERE = Path(__file__).parent / "mutations"
WORLDS = sorted(path.name for path in (HERE / "worlds").iterdir())
NEAR = 2
LEAST = 0.995


def _load(name: str) -> ModuleType:
    """A module beside the worlds: they are in no package."""
    spec = importlib.util.spec_from_file_location(f"mutations_{name}", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


operators = _load("operators")
of_tools = _load("operators_of_tools")
OPERATORS = [*operators.OPERATORS, *of_tools.OPERATORS]
rewrites = _load("rewrites")


@cache
def world(name: str) -> dict[str, str]:
    home = HERE / "worlds" / name
    return {
        path.relative_to(home).as_posix(): path.read_text()
        for path in sorted(home.rglob("*"))
        if path.is_file()
    }


@dataclass(frozen=True)
class Mutant:
    """A world with a mistake in one of its files, from one line to another."""

    world: str
    operator: str
    counterpart: str
    path: str
    first: int
    last: int
    text: str

    @property
    def files(self) -> dict[str, str]:
        return {**world(self.world), self.path: self.text}

    def __str__(self) -> str:
        return f"{self.world}: {self.operator} in {self.path}:{self.first}"


def mutants() -> Iterator[Mutant]:
    for name in WORLDS:
        whole = "\n".join(world(name).values())
        for operator in OPERATORS:
            if re.search(operator.unless, whole) or not re.search(operator.only, whole):
                continue
            for path, text in world(name).items():
                for start, end, made in operator.apply(text) if re.search(operator.paths, path) else ():
                    first = text.count("\n", 0, start) + 1
                    last = first + made.count("\n")
                    changed = text[:start] + made + text[end:]
                    yield Mutant(name, operator.name, operator.counterpart, path, first, last, changed)


def loud(files: dict[str, str]) -> Report:
    return lint(Memory(files), files, installed())


def is_told(mutant: Mutant) -> bool:
    """Whether a warning or an error cites the place, or stands at the other end of what was broken."""
    for result in loud(mutant.files).results:
        if result.severity is Severity.NOTE:
            continue
        finding = result.finding
        for at in (finding.at, *(step.at for step in finding.because)):
            if at.path == mutant.path and mutant.first - NEAR <= at.line <= mutant.last + NEAR:
                return True
        if re.search(mutant.counterpart, finding.at.source.line(finding.at.line)):
            return True
    return False


@pytest.mark.parametrize("name", WORLDS)
def test_the_worlds_are_right(name: str) -> None:
    said = [r for r in loud(world(name)).results if r.severity is not Severity.NOTE]
    assert said == []


def test_mistakes_are_told_where_they_are_made() -> None:
    every = list(mutants())
    silent = [mutant for mutant in every if not is_told(mutant)]
    lines = (HERE / "silent.txt").read_text().splitlines()
    known = {line for line in lines if not line.startswith("#")}
    assert {mutant.operator for mutant in every} == {operator.name for operator in OPERATORS}
    assert len(OPERATORS) >= 200
    assert [str(one) for one in silent if str(one) not in known] == []
    assert len(silent) <= (1 - LEAST) * len(every)


def said(files: dict[str, str]) -> list[tuple[str, str]]:
    """Which rule says what, wherever it is."""
    found = loud(files).results
    return sorted((r.rule.id, r.finding.at.text) for r in found if r.severity is not Severity.NOTE)


@pytest.mark.parametrize("rewrite", rewrites.REWRITES, ids=lambda rewrite: rewrite.__name__)
@pytest.mark.parametrize("name", WORLDS)
def test_rewrites_change_nothing(name: str, rewrite: Callable[[dict[str, str]], dict[str, str]]) -> None:
    assert said(rewrite(world(name))) == []
    for mutant in (one for one in mutants() if one.world == name and one.operator in TRIED):
        rules = [rule for rule, _ in said(mutant.files)]
        assert [rule for rule, _ in said(rewrite(mutant.files))] == rules, str(mutant)


TRIED = frozenset(
    {
        "annotation: a slip in the account", "annotation: no domain", "annotation: dropped",
        "account: renamed", "account: in another namespace", "pod: a slip in the account",
        "pod: the host's network", "member: no prefix", "member: a slip in the account",
        "member: another namespace", "member: a wildcard", "principal: a slip in the account",
        "role: acting as", "role: signing too", "binding: dropped", "cluster: no pool",
        "node pool: the node's identity", "grant: an editor", "grant: all secrets",
    }
)  # fmt: skip
"""Mistakes that are made in rewritten worlds too."""


# what mends them

Texts = dict[str, str]
EVERY = 7
"""Of how many mutants one is mended as the command does it, which lints it several times."""


def of_world(name: str) -> Iterator[Mutant]:
    return (one for one in mutants() if one.world == name)


def applied(files: Texts, fix: Fix) -> Texts:
    by_path = defaultdict(list)
    for edit in fix.edits:
        by_path[edit.at.path].append(edit)
    return {**files, **{path: edited(files[path], edits) for path, edits in by_path.items()}}


def told(results: list[Result]) -> Counter[tuple[str, str, str]]:
    return Counter(
        (one.rule.id, one.finding.at.path, one.finding.about.address)
        for one in results
        if one.severity is not Severity.NOTE
    )


def offered(files: Texts) -> Iterator[tuple[Result, Fix, list[Result]]]:
    """The findings with edits, and all that is found."""
    found = loud(files).results
    for one in found:
        fix = one.finding.fix
        if one.severity is not Severity.NOTE and fix is not None and fix.edits:
            yield one, fix, found


@pytest.mark.parametrize("name", WORLDS)
def test_each_edit_mends_what_it_is_offered_for(name: str) -> None:
    whole = world(name)
    wrong, restored, with_edits = [], 0, 0
    for mutant in of_world(name):
        ways = []
        for result, fix, before in offered(mutant.files):
            made = applied(mutant.files, fix)
            ways.append(made == whole)
            if made == whole:
                continue
            after = loud(made).results
            same = [one for one in after if one.finding.message == result.finding.message]
            if same and len(same) >= sum(
                one.finding.message == result.finding.message for one in before
            ):  # it is still told
                wrong.append((str(mutant), result.rule.id, "still", fix.edits))
            new = told(after) - told(before)
            if new:
                wrong.append((str(mutant), result.rule.id, dict(new), fix.edits))
        with_edits += bool(ways)
        restored += any(ways)
    assert wrong == []
    # most mistakes have one repair, which is what stood there
    assert restored >= 0.7 * with_edits


@pytest.mark.parametrize("name", WORLDS)
def test_all_edits_together_leave_nothing_to_mend(name: str) -> None:
    for number, mutant in enumerate(of_world(name)):
        if number % EVERY:
            continue
        files = mutant.files
        mender = Mender(Memory(files), lambda one, all_=files: look(one, all_), files, unsafe=True)
        mender.mend(loud(files).results, lambda found: found)
        made = {**files, **{path: data.decode() for path, data in mender.made.files.items()}}
        assert not told(loud(made).results) - told(loud(files).results)
        again = Mender(Memory(made), lambda one, all_=made: look(one, all_), made, unsafe=True)
        again.mend(loud(made).results, lambda found: found)
        assert again.made.mended == [], str(mutant)


def look(files: object, paths: Texts) -> list[Result]:
    assert isinstance(files, Memory)
    return loud({path: files.read(path).decode() for path in paths}).results


def test_the_page_of_each_rule_with_edits_says_which_are_safe() -> None:
    """Rules whose edits are made for any mutant, with what their pages say."""
    offers: dict[str, set[bool]] = defaultdict(set)
    for mutant in mutants():
        for result, fix, _ in offered(mutant.files):
            offers[result.rule.id].add(fix.safe)
    assert offers
    for rule in installed():
        if rule.id in offers:
            section = page(rule).partition("\n## Edits\n")[2].partition("\n## ")[0]
            assert section, rule.id
            assert ("is safe" in section) == (True in offers[rule.id]), rule.id
            assert "nsafe" in section or False not in offers[rule.id], rule.id
