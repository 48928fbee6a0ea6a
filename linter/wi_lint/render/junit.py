"""JUnit's XML: a suite for each file, a failed case for each finding."""

from __future__ import annotations

from itertools import groupby
from xml.etree import ElementTree as ET

from wi_lint.render.outcome import Outcome
from wi_lint.render.style import safe
from wi_lint.render.text import story
from wi_lint.results import Result


def render(outcome: Outcome) -> str:
    """A run without findings is one case that passed: readers take an empty report for a mistake."""
    shown = outcome.shown
    count = str(len(shown) or 1)
    root = ET.Element("testsuites", name="wi-lint", tests=count, failures=str(len(shown)), errors="0")
    for path, results in groupby(shown, key=lambda result: result.finding.at.path):
        _suite(root, path, list(results))
    if not shown:
        suite = ET.SubElement(root, "testsuite", name="wi-lint", tests="1", failures="0", errors="0")
        ET.SubElement(suite, "testcase", name="no problems", classname="wi-lint")
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(root: ET.Element, path: str, results: list[Result]) -> None:
    count = str(len(results))
    suite = ET.SubElement(root, "testsuite", name=safe(path), tests=count, failures=count, errors="0")
    for result in results:
        at = result.finding.at
        name = f"{result.rule.id} {result.rule.name} ({at.line}:{at.column})"
        case = ET.SubElement(suite, "testcase", name=name, classname=safe(path))
        failure = ET.SubElement(
            case, "failure", type=str(result.severity), message=safe(result.finding.message)
        )
        failure.text = "\n".join(story(result.finding))
