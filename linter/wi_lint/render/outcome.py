"""What every form of output is made of."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

from msgspec import Struct

from wi_lint.contract import Rule, Severity
from wi_lint.lint import Report
from wi_lint.render.style import Style
from wi_lint.results import Result

_TEXT = ("full", "concise", "statistics")


class Hidden(Struct, frozen=True):
    """What is not shown, and by whom: `ignored` by comments and annotations, in the `baseline`, `left_out` by
    the configuration. `excluded`: files and folders that it leaves unread; `off`: rules that it switches off.
    """

    ignored: int = 0
    baseline: int = 0
    left_out: int = 0
    excluded: int = 0
    off: int = 0
    configuration: str = ""
    """Its file, for people."""

    def __str__(self) -> str:
        by = self.configuration or "the configuration"
        told = [
            (self.ignored, f"{self.ignored} ignored"),
            (self.baseline, f"{self.baseline} in the baseline"),
            (self.left_out, f"{self.left_out} left out by {by}"),
            (self.excluded, f"{plural(self.excluded, 'path')} excluded by {by}"),
            (self.off, f"{plural(self.off, 'rule')} switched off by {by}"),
        ]
        return ", ".join(words for count, words in told if count)


class Outcome(Struct, frozen=True):
    """A run, and what of it is shown. `unsure` asks for what could not be decided, too."""

    report: Report
    shown: list[Result]
    rules: tuple[Rule, ...] = ()
    color: bool = False
    unsure: bool = False
    category: str = ""
    hidden: Hidden = Hidden()
    base: str = ""
    """The folder that paths are named from in text, by its path from the root: that of who reads it."""
    width: int = 0
    """How many characters a line of text may have where it is read; nought where nobody knows."""
    links: bool = False
    """Whether text says where the page of a rule is."""

    @property
    def style(self) -> Style:
        return Style(self.color)


def rendered(form: str, outcome: Outcome) -> str:
    """The outcome in one form. A form is imported when it is asked for: some cost much."""
    module = import_module(f"wi_lint.render.{'text' if form in _TEXT else form}")
    made: str = getattr(module, form if form in _TEXT else "render")(outcome)
    return made


def counted(results: Iterable[Result]) -> str:
    """`2 errors, 1 note`; nothing where there are none."""
    found = [result.severity for result in results]
    counts = [(found.count(severity), severity) for severity in Severity]
    return ", ".join(plural(number, severity) for number, severity in counts if number)


def plural(number: int, noun: str, many: str = "") -> str:
    """`1 file`, `1,200 files`; `many` where an `s` does not make it."""
    return f"{number:,} {noun if number == 1 else many or f'{noun}s'}"
