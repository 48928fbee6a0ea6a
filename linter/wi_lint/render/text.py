"""For people: the whole story, with source lines; or one line for each finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from wi_lint.contract import Finding, Rule
from wi_lint.render.outcome import Outcome
from wi_lint.render.style import Style, safe
from wi_lint.repair import Fix
from wi_lint.results import Result
from wi_lint.source import Span

_WIDTH = 160
"""Longest part of a source line that is shown, in characters."""


def full(outcome: Outcome) -> str:
    """Every finding with its places and its help."""
    blocks = (("\n".join(_block(result, outcome.style)) + "\n") for result in outcome.shown)
    return "\n".join(blocks) + _unsure(outcome)


def concise(outcome: Outcome) -> str:
    """`path:line:column: WI201 [error] sentence`"""
    return "".join(f"{_line(result, outcome.style)}\n" for result in outcome.shown) + _unsure(outcome)


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
        f"{where(r.finding.at)}: {r.rule.id} [unsure] {safe(r.finding.message)}: {safe(_why(r))}\n"
        for r in results
    )


def where(at: Span) -> str:
    """A place as people and editors read it; a path never starts like a command for a CI runner."""
    path = f"./{at.path}" if at.path.startswith("::") else at.path
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


def _line(result: Result, style: Style) -> str:
    severity = style(result.severity, f"[{result.severity}]")
    more = f" (and at {result.more} more places)" if result.more else ""
    return f"{where(result.finding.at)}: {result.rule.id} {severity} {safe(result.finding.message)}{more}"


def _block(result: Result, style: Style) -> Iterator[str]:
    finding = result.finding
    head = style(result.severity, f"{result.severity}[{result.rule.id}]")
    yield f"{head}: {style('bold', safe(finding.message))}"
    spans = [finding.at, *(step.at for step in finding.because)]
    width = max(len(str(span.line)) for span in spans)
    yield from _place("-->", finding.at, "", width, style)
    for step in finding.because:
        yield from _place(":::", step.at, step.note, width, style)
    if result.more:
        yield f"{' ' * width} {style('gutter', '=')} and at {result.more} more places"
    if len(result.units) > 1:
        yield f"{' ' * width} {style('gutter', '=')} in {', '.join(map(safe, result.units))}"
    if finding.fix:
        yield from _help(finding.fix, width, style)


def _place(arrow: str, at: Span, note: str, width: int, style: Style) -> Iterator[str]:
    bar = style("gutter", "|")
    pad = " " * width
    yield f"{pad}{style('gutter', arrow)} {where(at)}"
    source, start = _excerpt(at)
    if not source.strip():
        if note:
            yield f"{pad} {bar} {safe(note)}"
        return
    yield f"{pad} {bar}"
    yield f"{style('gutter', str(at.line).rjust(width))} {bar} {source}"
    indent = "".join("\t" if c == "\t" else " " for c in source[:start])
    carets = "^" * max(1, min(len(at.one_line.text), len(source) - start))
    yield f"{pad} {bar} {indent}{style('bold', carets)}{f' {safe(note)}' if note else ''}"


def _excerpt(at: Span) -> tuple[str, int]:
    """The source line, cut around the span, and where the span starts in it."""
    line = at.source.line(at.line)
    start = at.column - 1
    cut = max(0, min(start - 20, len(line) - _WIDTH)) if len(line) > _WIDTH else 0
    return safe(line[cut : cut + _WIDTH]), start - cut


def _help(fix: Fix, width: int, style: Style) -> Iterator[str]:
    pad = " " * width
    mark = style("gutter", "=")
    yield f"{pad} {mark} help: {safe(fix.title)}"
    for line in fix.copy.splitlines():
        yield f"{pad}     {safe(line)}".rstrip()
