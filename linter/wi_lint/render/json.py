"""For programs: the stable object of the documentation."""

from __future__ import annotations

from typing import Any

from wi_lint.contract import Step
from wi_lint.render.outcome import Outcome
from wi_lint.render.style import as_json
from wi_lint.repair import Fix
from wi_lint.results import Result
from wi_lint.source import Span

SCHEMA_VERSION = 1


def render(outcome: Outcome) -> str:
    """One object. Columns count from 1, in code points; ends are exclusive."""
    report = outcome.report
    made = {
        "schema_version": SCHEMA_VERSION,
        "findings": [_finding(result) for result in outcome.shown],
        "unsure": [_unsure(result) for result in report.unsure],
        "stats": {
            "files": report.files,
            "facts": report.facts,
            "seconds": round(report.seconds, 3),
            "ignored": outcome.hidden.ignored,
            "baseline": outcome.hidden.baseline,
            "left_out": outcome.hidden.left_out,
            "excluded": outcome.hidden.excluded,
            "switched_off": outcome.hidden.off,
        },
    }
    return as_json(made)


def _finding(result: Result) -> dict[str, Any]:
    finding = result.finding
    return {
        "rule": result.rule.id,
        "name": result.rule.name,
        "severity": str(result.severity),
        "message": finding.message,
        **_place(finding.at),
        "subject": finding.about.address,
        "fingerprint": result.fingerprint,
        "related": [_step(step) for step in finding.because],
        "fix": _fix(finding.fix) if finding.fix else None,
        "units": list(result.units),
        "more": result.more,
    }


def _place(at: Span) -> dict[str, Any]:
    line, column = at.source.position(at.end)
    return {
        "path": at.path,
        "line": at.line,
        "column": at.column,
        "end_line": line,
        "end_column": column,
    }


def _step(step: Step) -> dict[str, Any]:
    at = step.at
    return {"path": at.path, "line": at.line, "column": at.column, "message": step.note}


def _fix(fix: Fix) -> dict[str, Any]:
    edits = [{**_place(edit.at), "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "copy": fix.copy, "safe": fix.safe, "edits": edits}


def _unsure(result: Result) -> dict[str, Any]:
    at = result.finding.at
    doubt = result.finding.doubt
    return {
        "rule": result.rule.id,
        "path": at.path,
        "line": at.line,
        "why": doubt.why if doubt else "",
    }
