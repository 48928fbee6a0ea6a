"""GitLab's Code Quality report."""

from __future__ import annotations

from wi_lint.contract import Severity
from wi_lint.render.outcome import Outcome
from wi_lint.render.style import as_json

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "info"}


def render(outcome: Outcome) -> str:
    """A list of issues; their fingerprints differ, as GitLab demands."""
    made = [
        {
            "description": f"{result.rule.id}: {result.finding.message}",
            "check_name": result.rule.id,
            "fingerprint": result.fingerprint,
            "severity": _SEVERITIES[result.severity],
            "location": {"path": result.finding.at.path, "lines": {"begin": result.finding.at.line}},
        }
        for result in outcome.shown
    ]
    return as_json(made)
