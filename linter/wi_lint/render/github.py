"""Workflow commands, which GitHub shows as annotations in a pull request."""

from __future__ import annotations

from wi_lint.bounds import MAX_ANNOTATIONS
from wi_lint.contract import Severity
from wi_lint.render.outcome import Outcome, plural
from wi_lint.render.style import safe
from wi_lint.render.text import story
from wi_lint.results import Result

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(outcome: Outcome) -> str:
    """One command for each finding, errors first; the tenth of a level tells of the rest."""
    lines: list[str] = []
    for severity in Severity:
        found = [result for result in outcome.shown if result.severity is severity]
        kept = found if len(found) <= MAX_ANNOTATIONS else found[: MAX_ANNOTATIONS - 1]
        lines += map(_command, kept)
        if len(kept) < len(found):
            rest = plural(len(found) - len(kept), f"more {severity}")
            lines.append(_line(_COMMANDS[severity], {"title": "wi-lint"}, f"and {rest}"))
    return "".join(f"{line}\n" for line in lines)


def _command(result: Result) -> str:
    at = result.finding.at.one_line
    line, column = at.source.position(at.end)
    properties = {
        "title": f"wi-lint ({result.rule.id})",
        "file": safe(at.path),
        "line": str(at.line),
        "endLine": str(line),
        "col": str(at.column),
        "endColumn": str(column),
    }
    return _line(_COMMANDS[result.severity], properties, "\n".join(story(result.finding)))


def _line(command: str, properties: dict[str, str], message: str) -> str:
    properties_ = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{command} {properties_}::{_data(message)}"


def _data(text: str) -> str:
    """Escaped as GitHub's runner undoes it (actions/toolkit, `command.ts`)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
