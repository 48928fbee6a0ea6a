"""What a rule is, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from typing import Concatenate

from msgspec import Struct

from wi_lint.facts import Fact
from wi_lint.graph import Graph
from wi_lint.graph.answers import Doubt
from wi_lint.graph.links import Link
from wi_lint.repair import Fix
from wi_lint.source import Span
from wi_lint.values import Text


class Severity(StrEnum):
    """How bad it is.

    `error`: it will not work, or it is exploitable. `warning`: it is wrong in most cases.
    `note`: worth knowing; never fails a run by default.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


class Step(Struct, frozen=True):
    """One link of the evidence: a place, and what stands there."""

    at: Span
    note: str


def provenance(text: Text, at: Span, used: str) -> tuple[Step, ...]:
    """From a place that text was written at to the place where it is used, reported with `used`.

    The names that it came through on the way are reported too: variables, arguments, local values.
    Lines that were reported already are left out: text that is used where it is written has no provenance.
    """
    part = next((part for part in text.parts if at in part.at), None)
    steps = [
        Step(provenance.at, f"comes through {provenance.what}")
        for provenance in (part.provenance if part else ())
    ]
    reported = {(at.path, at.line)}
    kept = []
    for step in (*steps, Step(text.at, used)):
        place = step.at.path, step.at.line
        if place not in reported:
            reported.add(place)
            kept.append(step)
    return tuple(kept)


def comes_from(text: Text, at: Span) -> tuple[Step, ...]:
    """From a place at which something is reported back to where a text of it was written.

    Nothing where it was written there; the names that it came through are reported, the nearest first.
    """
    part = next((part for part in text.parts if part.provenance), None)
    if part is None:
        return ()
    through = (Step(one.at, f"comes through {one.what}") for one in reversed(part.provenance))
    steps = (*through, Step(part.at, f"'{text}' comes from here"))
    kept = {(step.at.path, step.at.line): step for step in reversed(steps)}
    return tuple(
        step for step in reversed(kept.values()) if (step.at.path, step.at.line) != (at.path, at.line)
    )


class Finding(Struct, frozen=True):
    """What a rule says: of what, where, why, and how to mend it.

    `at` is the tightest token, and is cut to one line. `message` is one sentence, the whole story.
    `because` follows the identity chain. `doubt` says why it may be wrong: the rule still builds
    the finding, and whether it is shown is decided elsewhere.
    """

    about: Fact
    at: Span
    message: str
    because: tuple[Step, ...] = ()
    fix: Fix | None = None
    doubt: Doubt | None = None


class Refusal(Struct, frozen=True):
    """Why an item of a list that a configuration gives to a rule does nothing, and what mends it.

    `sure`: whether it can match nothing; else it most likely is a slip.
    """

    says: str
    remedy: str
    sure: bool = True


Refuses = Callable[[str], Refusal | None]
"""What is wrong with an item of a rule's lists, where it can match nothing, or hardly what is meant."""
Check = Callable[Concatenate[Graph, ...], Iterator[Finding]]


class Rule(Struct, frozen=True):
    """A rule: identity, severity, and the pure function that checks."""

    id: str
    name: str
    summary: str
    severity: Severity
    check: Check
    module: str
    security: float | None = None
    """Its weight for code scanning, over 0 to 10, where it is about security."""
    documents: bool = False
    """Whether it holds whatever the reader's environment is, and so for the commands of a guide too."""
    refuses: Refuses | None = None
    """What is wrong with an item of its lists."""
    alone: bool = False
    """Whether it looks at one fact alone, and so at what is switched off here as well."""
    link: Link | None = None
    """The link of a chain that is broken where it reports; nothing where the chain holds, and too well."""


class Dated(Struct, frozen=True):
    """What rules look up in a list of somebody else's. `day`: the day that it shows, as `2026-08-22`."""

    what: str
    day: str
    source: str


class Pack(Struct, frozen=True):
    """Rules that are installed together. `data`: the lists that they look things up in."""

    name: str
    rules: tuple[Rule, ...]
    data: tuple[Dated, ...] = ()


def rules_in(package: str) -> tuple[Rule, ...]:
    """Every rule of a package's modules, at any depth, by id: a rule is found because its file is there.

    Not those of the package's own file, which is being loaded when it asks. Raises `ValueError` where there
    are none, and for a folder of modules that is no package.
    """
    found: dict[str, Rule] = {}
    for name in _modules(package):
        module = import_module(name)
        for value in vars(module).values():
            if isinstance(value, Rule) and value.module == name:
                found[value.id] = value
    if not found:
        raise ValueError(f"no module below '{package}' makes a rule")
    return tuple(found[id_] for id_ in sorted(found))


def _modules(package: str) -> Iterator[str]:
    """The modules below a package, which itself is being loaded: it is asked by its place alone."""
    spec = find_spec(package)
    places = spec.submodule_search_locations if spec is not None else None
    for folder in (one for place in places or () for one in Path(place).iterdir()):
        if any(folder.glob("*.py")) and not (folder / "__init__.py").exists():
            raise ValueError(f"the folder '{folder.name}' of '{package}' lacks an __init__.py")
    for one in iter_modules(places or ()):
        name = f"{package}.{one.name}"
        if one.ispkg:
            yield from _modules(name)
        else:
            yield name


def rule(
    id: str,  # noqa: A002
    severity: Severity,
    *,
    link: Link | None = None,
    security: float | None = None,
    documents: bool = False,
    alone: bool = False,
    refuses: Refuses | None = None,
) -> Callable[[Check], Rule]:
    """Make a rule of a function: its name and first docstring line become the rule's."""

    def make(check: Check) -> Rule:
        name = check.__name__.replace("_", "-")
        summary = (check.__doc__ or "").partition("\n")[0]
        return Rule(
            id, name, summary, severity, check, check.__module__, security, documents, refuses, alone, link
        )

    return make
