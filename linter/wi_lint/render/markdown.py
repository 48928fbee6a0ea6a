"""A summary for people in Markdown, such as GitHub's job summary."""

from __future__ import annotations

from html import escape

from wi_lint.bounds import MAX_SUMMARY
from wi_lint.contract import Severity
from wi_lint.render.outcome import Outcome, counted, plural
from wi_lint.render.style import safe
from wi_lint.render.text import where
from wi_lint.results import Result

_MARKS = {Severity.ERROR: "🔴 error", Severity.WARNING: "🟠 warning", Severity.NOTE: "🔵 note"}


def render(outcome: Outcome) -> str:
    """A heading, and a section for each finding, as many as there is room for."""
    counts = counted(outcome.shown) or "no problems"
    made = f"### wi-lint: {counts} in {plural(outcome.report.files, 'file')}\n"
    size = len(made.encode("utf-8", "backslashreplace"))
    for number, result in enumerate(outcome.shown):
        section = _section(result)
        size += len(section.encode("utf-8", "backslashreplace"))
        if size > MAX_SUMMARY:
            return f"{made}\nand {plural(len(outcome.shown) - number, 'more finding')}\n"
        made += section
    return made


def _section(result: Result) -> str:
    finding = result.finding
    lines = [
        "",
        f"**{_MARKS[result.severity]} {result.rule.id}** {_code(where(finding.at))}<br>",
        _text(finding.message),
        "",
        *(f"- {_code(where(step.at))} {_text(step.note)}" for step in finding.because),
    ]
    if finding.fix:
        lines += ["", f"Help: {_text(finding.fix.title)}", *_block(finding.fix.copy)]
    return "\n".join(lines) + "\n"


def _block(copy: str) -> list[str]:
    """Text to copy, fenced with more backticks than it holds."""
    if not copy:
        return []
    fence = "```"
    while fence in copy:
        fence += "`"
    return ["", fence, *map(safe, copy.splitlines()), fence]


def _code(text: str) -> str:
    return f"<code>{escape(safe(text))}</code>"


def _text(text: str) -> str:
    """Text of strangers' files as plain text: neither Markdown, HTML nor a mention."""
    marked = "".join(f"\\{letter}" if letter in r"\`*_{}[]#|~!" else letter for letter in safe(text))
    return escape(marked, quote=False).replace("@", "<span>@</span>")
