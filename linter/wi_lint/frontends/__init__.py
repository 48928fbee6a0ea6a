"""The one table of languages: which files each is read from, and the module that reads them.

Discovery is read off this table, and `lint.py` knows no language. A new one is its modules
under `parse/`, `compose/` and `model/`, one under `frontends/`, and one row here. Rows name their modules,
which are loaded when something is linted: who only looks for files does not pay for the readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from msgspec import Struct

from wi_lint.unit import Kind

if TYPE_CHECKING:
    from wi_lint.facts import Fact
    from wi_lint.frontends.run import Run
    from wi_lint.signs import Signs


class Reader(Protocol):
    """What the module of a language has."""

    SIGNS: Signs
    """What it looks for in texts that it shares with others: nothing, where it reads each of its files whole.

    The filter is that of manifests and that of scripts, in which those of other languages stand.
    """

    def facts(self, run: Run) -> Iterator[Fact]:
        """What the files of a run say in it."""
        ...


class Frontend(Struct, frozen=True, dict=True):
    """One language. `module`: what reads it, below this package. `unit`: the kind of what it deploys.

    `suffixes`: of the files that it is read from, and `names` of those that have none.
    """

    module: str
    unit: Kind
    suffixes: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    but: tuple[str, ...] = ()
    """Longer suffixes that are another language's."""
    also: tuple[str, ...] = ()
    """Suffixes of files of other languages in which it may stand, or beside which it is looked for."""

    def takes(self, path: str) -> bool:
        """Whether a file is read by it."""
        name = path.rpartition("/")[2]
        if path.endswith(self.but):
            return False
        return path.endswith(self.suffixes) or name in self.names or name.partition(".")[0] in self.names

    def among(self, paths: Iterable[str]) -> list[str]:
        """The files that it is read from."""
        return [path for path in paths if self.takes(path)]

    def is_asked(self, paths: Iterable[str]) -> bool:
        """Whether there may be something for it among some files; without, its reader is not even loaded."""
        if not (self.suffixes or self.names):
            return True  # it looks for its files itself
        return any(self.takes(path) or path.endswith(self.also) for path in paths)

    @cached_property
    def reader(self) -> Reader:
        return cast("Reader", import_module(f"wi_lint.frontends.{self.module}"))


_ANY = ("",)
_CODE = (".tf", ".tofu", ".tf.json", ".tofu.json")
_STACKS = (".tfcomponent.hcl", ".tfstack.hcl", ".tfdeploy.hcl")
NOT_FOLLOWED = frozenset({"Jenkinsfile", "Taskfile"})
"""Scripts of tools whose language is not read; that they are there is evidence all the same."""

MANIFESTS = Frontend("manifests", "manifests", (".yaml", ".yml", ".json"), but=(*_CODE, ".tfvars.json"))
PROGRAMS = Frontend("programs", "script", (".py",))
GUIDES = Frontend("guides", "document", (".md", ".markdown", ".txt", ".rst", ".adoc"), also=_ANY)
SCRIPTS = Frontend(
    "scripts",
    "script",
    (".sh", ".bash", ".zsh", ".ksh", ".mk", ".dockerfile"),
    NOT_FOLLOWED | {"Makefile", "GNUmakefile", "makefile", "Dockerfile", "Containerfile"},
    also=_ANY,
)
VALUES = (".tfvars", ".tfvars.json")
"""Files of values for Terraform's variables."""
TERRAFORM = Frontend(
    "terraform",
    "terraform",
    (*_CODE, *_STACKS, *VALUES, "terragrunt.hcl", "terragrunt.stack.hcl"),
    also=(".json",),
)
CHARTS = Frontend("charts", "helm")

FRONTENDS = (MANIFESTS, PROGRAMS, GUIDES, SCRIPTS, TERRAFORM, CHARTS)
"""Every language, in the order in which they are read: what installs charts before those that are left."""


def read(run: Run) -> Iterator[Fact]:
    """Every fact of a run, and at its end what could not be read."""
    for frontend in FRONTENDS:
        if frontend.is_asked(run.paths):
            yield from frontend.reader.facts(run)
    yield from run.problems()
