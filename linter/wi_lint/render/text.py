"""For people: the whole story, with source lines; or one line for each finding."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from wi_lint.contract import Finding, Rule
from wi_lint.pages import link
from wi_lint.render.outcome import Outcome
from wi_lint.render.style import Style, safe
from wi_lint.repair import Fix
from wi_lint.results import Result
from wi_lint.source import Span

_WIDTH = 160
"""Longest part of a source line that is shown, in characters."""


def full(outcome: Outcome) -> str:
    """Every finding with its places and its help."""
    paper = Paper(outcome.style, outcome.base, outcome.width, links=outcome.links)
    blocks = (("\n".join(_block(result, paper)) + "\n") for result in outcome.shown)
    return "\n".join(blocks) + _unsure(outcome)


def concise(outcome: Outcome) -> str:
    """`path:line:column: WI201 [error] sentence`"""
    paper = Paper(outcome.style, outcome.base)
    return "".join(f"{_line(result, paper)}\n" for result in outcome.shown) + _unsure(outcome)


def statistics(outcome: Outcome) -> str:
    """How often each rule speaks, the loudest first."""
    counts: Counter[Rule] = Counter()
    for result in outcome.shown:
        counts[result.rule] += 1 + result.more
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0].id))
    width = max((len(str(count)) for _, count in rows), default=0)
    return "".join(f"{count:>{width}}  {rule.id}  {rule.name}\n" for rule, count in rows)


def _unsure(outcome: Outcome) -> str:
    """What could not be decided, and why, where it is asked for."""
    results = outcome.report.unsure if outcome.unsure else ()
    return "".join(
        f"{where(one.finding.at, outcome.base)}: {one.rule.id} [unsure] {safe(one.finding.message)}: "
        f"{safe(_why(one))}\n"
        for one in results
    )


def where(at: Span, base: str = "") -> str:
    """A place as people and editors read it; a path never starts like a command for a CI runner.

    `base`: the folder that its path is named from.
    """
    path = posixpath.relpath(at.path, base) if base else at.path
    path = f"./{path}" if path.startswith("::") else path
    return f"{safe(path)}:{at.line}:{at.column}"


def story(finding: Finding, *, with_help: bool = True) -> list[str]:
    """A finding as plain lines: the sentence, its evidence, and what mends it."""
    lines = [f"{where(finding.at)}: {finding.message}"]
    lines += [f"{where(step.at)}: {step.note}" for step in finding.because]
    if finding.fix and with_help:
        lines += [f"help: {finding.fix.title}", *finding.fix.copy.splitlines()]
    return [safe(line) for line in lines]


def _why(result: Result) -> str:
    doubt = result.finding.doubt
    return doubt.why if doubt else ""


def _line(result: Result, paper: Paper) -> str:
    severity = paper.style(result.severity, f"[{result.severity}]")
    more = f" (and at {result.more} more places)" if result.more else ""
    place = where(result.finding.at, paper.base)
    return f"{place}: {result.rule.id} {severity} {safe(result.finding.message)}{more}"


class Paper(Struct, frozen=True):
    """What findings are written on."""

    style: Style
    base: str = ""
    width: int = 0
    links: bool = False

    def room(self, indent: int) -> int:
        """How many characters of a source line fit behind an indentation."""
        return max(min(_WIDTH, self.width - indent), _LEAST) if self.width else _WIDTH


_LEAST = 40
"""Characters of a source line that are shown however narrow the terminal is."""


def _block(result: Result, paper: Paper) -> Iterator[str]:
    finding, style = result.finding, paper.style
    head = style(result.severity, f"{result.severity}[{result.rule.id}]")
    yield f"{head}: {style('bold', safe(finding.message))}"
    spans = [finding.at, *(step.at for step in finding.because)]
    width = max(len(str(span.line)) for span in spans)
    mark = f"{' ' * width} {style('gutter', '=')}"
    yield from _place("-->", finding.at, "", width, paper)
    for step in finding.because:
        yield from _place(":::", step.at, step.note, width, paper)
    if result.more:
        yield f"{mark} and at {result.more} more places"
    if len(result.units) > 1:
        yield f"{mark} in {', '.join(map(safe, result.units))}"
    if finding.fix:
        yield from _help(finding.fix, width, paper, finding.at)
    if paper.links and link(result.rule):
        yield f"{mark} docs: {link(result.rule)}"


def _place(arrow: str, at: Span, note: str, width: int, paper: Paper) -> Iterator[str]:
    style = paper.style
    bar = style("gutter", "|")
    pad = " " * width
    yield f"{pad}{style('gutter', arrow)} {where(at, paper.base)}"
    source, start = _excerpt(at, paper.room(width + 3))
    if not source.strip():
        if note:
            yield f"{pad} {bar} {safe(note)}"
        return
    yield f"{pad} {bar}"
    yield f"{style('gutter', str(at.line).rjust(width))} {bar} {source}"
    indent = "".join("\t" if c == "\t" else " " for c in source[:start])
    carets = "^" * max(1, min(len(at.one_line.text), len(source) - start))
    told = safe(note)
    is_wide = bool(paper.width) and width + 4 + len(indent) + len(carets) + len(told) > paper.width
    yield f"{pad} {bar} {indent}{style('bold', carets)}{f' {told}' if told and not is_wide else ''}"
    if told and is_wide:
        yield f"{pad} {bar} {told}"


def _excerpt(at: Span, room: int) -> tuple[str, int]:
    """The source line, cut around the span, and where the span starts in it."""
    line = at.source.line(at.line)
    start = at.column - 1
    if len(line) <= room:
        return safe(line), start
    cut = max(0, min(start - 20, len(line) - room))
    shown = safe(line[cut : cut + room])
    front, behind = "…" if cut else "", "…" if cut + room < len(line) else ""
    return f"{front}{shown[len(front) : len(shown) - len(behind)]}{behind}", start - cut


def _help(fix: Fix, width: int, paper: Paper, at: Span) -> Iterator[str]:
    pad = " " * width
    mark = paper.style("gutter", "=")
    yield f"{pad} {mark} help: {safe(fix.title)}"
    elsewhere = dict.fromkeys(
        where(edit.at, paper.base) for edit in fix.edits if (edit.at.path, edit.at.line) != (at.path, at.line)
    )
    for place in elsewhere:
        yield f"{pad}     at {place}"
    for line in fix.copy.splitlines():
        yield f"{pad}     {safe(line)}".rstrip()
