"""reviewdog's Diagnostic Format, which carries suggested edits to pull requests."""

from __future__ import annotations

from typing import Any

from wi_lint.contract import Severity
from wi_lint.pages import link
from wi_lint.render.outcome import Outcome
from wi_lint.render.style import as_json
from wi_lint.render.text import story
from wi_lint.results import Result
from wi_lint.source import Span

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}


def render(outcome: Outcome) -> str:
    """One object with a diagnostic for each finding. Source: reviewdog, `proto/rdf`."""
    made = {"source": {"name": "wi-lint"}, "diagnostics": [_diagnostic(result) for result in outcome.shown]}
    return as_json(made)


def _diagnostic(result: Result) -> dict[str, Any]:
    finding = result.finding
    # the format has no place for further locations
    evidence = story(finding, with_help=False)[1:]
    made: dict[str, Any] = {
        "message": "\n".join([finding.message, *evidence]),
        "location": {"path": finding.at.path, "range": _range(finding.at)},
        "severity": _SEVERITIES[result.severity],
        "code": {"value": result.rule.id, **({"url": url} if (url := link(result.rule)) else {})},
    }
    # a suggestion is shown in the file of the finding, and nowhere else
    edits = finding.fix.edits if finding.fix else ()
    if edits and all(edit.at.path == finding.at.path for edit in edits):
        made["suggestions"] = [{"range": _range(edit.at), "text": edit.text} for edit in edits]
    return made


def _range(at: Span) -> dict[str, Any]:
    return {"start": _position(at, at.start), "end": _position(at, at.end)}


def _position(at: Span, offset: int) -> dict[str, int]:
    """Columns count bytes of UTF-8, from 1."""
    line, column = at.source.position(offset)
    return {"line": line, "column": len(at.source.line(line)[: column - 1].encode()) + 1}
