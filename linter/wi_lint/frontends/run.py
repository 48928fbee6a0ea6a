"""What the frontends of one run share: its files, and what is read of them once."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from wi_lint.compose.helm import Charts
from wi_lint.compose.library import Library
from wi_lint.compose.manifests import Manifests, read_manifests
from wi_lint.config.declared import Declared
from wi_lint.environments import declare
from wi_lint.facts import Fact, ProblemFact
from wi_lint.files import Files
from wi_lint.frontends import MANIFESTS, PROGRAMS, SCRIPTS
from wi_lint.frontends.simple_files import SimpleFileFacts
from wi_lint.kept import Units
from wi_lint.parse.text import Sources
from wi_lint.problems import ReadProblem
from wi_lint.signs import Wanted
from wi_lint.unit import Unit


class Run:
    """One run."""

    def __init__(
        self,
        files: Files,
        paths: Iterable[str],
        declared: Declared,
        *,
        filtered: bool = True,
        units: Callable[[Sources], Units] | None = None,
    ) -> None:
        """`filtered`: whether texts in which no reader finds anything are left out unread.

        `units`: what is kept of earlier runs, with the sources that it points into.
        """
        self.files = files
        self.paths = list(paths)
        self.declared = declared
        declare(declared.environments)
        wanted = Wanted(MANIFESTS.reader.SIGNS, SCRIPTS.reader.SIGNS) if filtered else Wanted()
        self.library = Library(files, wanted, units=units)
        self.charts = Charts(self.library)
        self.crashes = self.library.crashes
        self.units = self.library.units

    @cached_property
    def manifests(self) -> Manifests:
        paths = MANIFESTS.among(self.paths)
        return read_manifests(self.charts, paths, self.declared.releases, self.simple)

    @cached_property
    def simple(self) -> SimpleFileFacts:
        """The facts of manifests that stand for themselves."""
        return SimpleFileFacts(self.library, self.units)

    @property
    def judged(self) -> list[str]:
        """The files that something can be said of: programs as far as they were read."""
        return [path for path in self.paths if not PROGRAMS.takes(path) or self.library.has_read(path)]

    def safely(self, facts: Iterator[Fact], path: str) -> Iterator[Fact]:
        """Facts of a file or folder, up to a defect of ours: it is reported, and costs the others nothing."""
        return self.library.safely(path, facts)

    def problems(self) -> Iterator[ProblemFact]:
        """What could not be read of the files that languages share."""
        yield from problem_facts(self.library.problems)


def folder_unit(path: str) -> Unit:
    """The manifests of the folder that a file is in."""
    return Unit("manifests", posixpath.dirname(path))


def problem_facts(readings: Iterable[ReadProblem]) -> Iterator[ProblemFact]:
    """What could not be read, as facts."""
    for reading in readings:
        path = reading.at.path
        yield ProblemFact(unit=folder_unit(path), address=path, at=reading.at, problem=reading)
