"""SARIF 2.1.0, as GitHub's code scanning reads it.

The objects are sarif-om's, which writes no JSON itself: its classes say what their fields are called.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from importlib import import_module
from typing import Any
from urllib.parse import quote

import attr

from wi_lint import __version__
from wi_lint.contract import Rule, Severity, Step
from wi_lint.packs import ENGINE
from wi_lint.pages import HOME, link, page
from wi_lint.render.linehash import line_hashes
from wi_lint.render.outcome import Outcome
from wi_lint.render.style import as_json, safe
from wi_lint.results import Result
from wi_lint.source import Edit, Source, Span

om: Any = import_module("sarif_om")  # it has no types, and checkers misread its classes
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_TAGS = ["gke", "workload-identity"]
_STEPS = 8
"""Longest chain that is reported as a flow."""
_TEXT = 1024
"""Longest description that GitHub takes."""
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "recommendation"}


def render(outcome: Outcome) -> str:
    """One run. Equal input makes equal output: there are no times and no absolute paths."""
    rules = sorted({*outcome.rules, *(r.rule for r in outcome.shown)}, key=lambda rule: rule.id)
    index = {rule.id: number for number, rule in enumerate(rules)}
    hashes = _hashes(outcome.shown)
    run = om.Run(
        tool=om.Tool(driver=_driver(rules)),
        results=[_result(result, index[result.rule.id], hashes) for result in outcome.shown],
        automation_details=om.RunAutomationDetails(id=f"wi-lint/{_category(outcome)}"),
        column_kind="utf16CodeUnits",
        original_uri_base_ids={
            _ROOT: om.ArtifactLocation(description=om.Message(text="The root of the repository."))
        },
        invocations=[_invocation(outcome)],
    )
    log = om.SarifLog(version="2.1.0", schema_uri=_SCHEMA, runs=[run])
    return as_json(_plain(log))


def _category(outcome: Outcome) -> str:
    """GitHub takes what stands before the last slash for the category."""
    return f"{outcome.category.strip('/')}/" if outcome.category else ""


# The tool


def _driver(rules: Iterable[Rule]) -> Any:
    return om.ToolComponent(
        name="wi-lint",
        version=__version__,
        semantic_version=__version__,
        information_uri=HOME,
        rules=[_descriptor(rule) for rule in rules],
        notifications=[
            om.ReportingDescriptor(
                id=_notification(rule),
                name=_pascal(rule.name),
                short_description=om.MultiformatMessageString(text=rule.summary),
                full_description=om.MultiformatMessageString(text=rule.summary),
                help=om.MultiformatMessageString(text=rule.summary),
            )
            for rule in ENGINE.values()
        ],
    )


def _descriptor(rule: Rule) -> Any:
    text = page(rule)
    properties: dict[str, Any] = {
        "tags": [*(["security"] if rule.security else []), *_TAGS],
        "precision": "high",
        "problem.severity": _PROBLEMS[rule.severity],
    }
    if rule.security:
        properties["security-severity"] = f"{rule.security:.1f}"
    why = _paragraph(text, "## Why") or rule.summary
    return om.ReportingDescriptor(
        id=rule.id,
        name=_pascal(rule.name),
        help_uri=link(rule) or None,
        short_description=om.MultiformatMessageString(text=_stopped(rule.summary)[:_TEXT]),
        full_description=om.MultiformatMessageString(text=_stopped(why)[:_TEXT]),
        help=om.MultiformatMessageString(text=_stopped(why), markdown=text),
        default_configuration=om.ReportingConfiguration(level=str(rule.severity)),
        properties=properties,
    )


def _paragraph(text: str, heading: str) -> str:
    """The first paragraph below a heading, in one line."""
    _, found, rest = text.partition(f"\n{heading}\n")
    return " ".join(rest.strip().partition("\n\n")[0].split()) if found else ""


def _pascal(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("-"))


def _stopped(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


# The results


def _hashes(results: Iterable[Result]) -> dict[tuple[Source, int], str]:
    """The line hashes of the lines that findings are at; each file is read once."""
    lines: dict[Source, set[int]] = defaultdict(set)
    for result in results:
        lines[result.finding.at.source].add(result.finding.at.line)
    return {
        (source, line): value
        for source, wanted in lines.items()
        for line, value in line_hashes(source.text, wanted).items()
    }


def _result(result: Result, index: int, hashes: dict[tuple[Source, int], str]) -> Any:
    finding = result.finding
    prints = {"wiLintIdentity/v1": result.fingerprint}
    line_hash = hashes.get((finding.at.source, finding.at.line))
    if line_hash:
        prints["primaryLocationLineHash"] = line_hash
    return om.Result(
        rule_id=result.rule.id,
        rule_index=index,
        level=str(result.severity),
        message=om.Message(text=_message(result)),
        locations=[_location(finding.at)],
        related_locations=[
            _location(step.at, step.note, number) for number, step in enumerate(finding.because, 1)
        ]
        or None,
        code_flows=[_flow(result)] if finding.because else None,
        partial_fingerprints=prints,
        fixes=_fixes(result) or None,
    )


def _message(result: Result) -> str:
    """The sentence, and its evidence as links to the related locations."""
    finding = result.finding
    links = ", ".join(f"[{_link(step.note)}]({number})" for number, step in enumerate(finding.because, 1))
    message = _stopped(safe(finding.message))
    return f"{message} Evidence: {links}." if links else message


def _link(text: str) -> str:
    """The text of a link, in which brackets are escaped."""
    return safe(text).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _location(at: Span, note: str | None = None, number: int | None = None) -> Any:
    return om.Location(
        id=number if number is not None else -1,
        message=om.Message(text=_stopped(safe(note))) if note else None,
        physical_location=om.PhysicalLocation(
            artifact_location=_artifact(at.path), region=_region(at.one_line)
        ),
    )


def _artifact(path: str) -> Any:
    return om.ArtifactLocation(uri=quote(os.fsencode(path)), uri_base_id=_ROOT)


def _region(at: Span) -> Any:
    start, end = _position(at.source, at.start), _position(at.source, at.end)
    return om.Region(start_line=start[0], start_column=start[1], end_line=end[0], end_column=end[1])


def _position(source: Source, offset: int) -> tuple[int, int]:
    """Line and column, which counts UTF-16 units from 1."""
    line, column = source.position(offset)
    before = source.line(line)[: column - 1]
    return line, len(before.encode("utf-16-le", "surrogatepass")) // 2 + 1


def _flow(result: Result) -> Any:
    """The identity chain, from the finding along its evidence."""
    finding = result.finding
    steps = (Step(finding.at, finding.message), *finding.because)[:_STEPS]
    locations = [om.ThreadFlowLocation(location=_location(step.at, step.note)) for step in steps]
    return om.CodeFlow(thread_flows=[om.ThreadFlow(locations=locations)])


def _fixes(result: Result) -> list[Any]:
    """Only what edits files: a fix without changes makes GitHub refuse the whole file."""
    fix = result.finding.fix
    if fix is None or not fix.edits:
        return []
    by_path: dict[str, list[Edit]] = defaultdict(list)
    for edit in fix.edits:
        by_path[edit.at.path].append(edit)
    changes = [
        om.ArtifactChange(
            artifact_location=_artifact(path),
            replacements=[
                om.Replacement(
                    deleted_region=_region(edit.at), inserted_content=om.ArtifactContent(text=edit.text)
                )
                for edit in edits
            ],
        )
        for path, edits in by_path.items()
    ]
    return [om.Fix(description=om.Message(text=_stopped(safe(fix.title))), artifact_changes=changes)]


# What could not be read


def _invocation(outcome: Outcome) -> Any:
    """The run went well, whatever was found: GitHub refuses the results of one that did not."""
    unread = [result for result in outcome.shown if result.rule in ENGINE.values()]
    return om.Invocation(
        execution_successful=True,
        tool_execution_notifications=[
            om.Notification(
                message=om.Message(text=_stopped(safe(result.finding.message))),
                level=str(result.severity),
                locations=[_location(result.finding.at)],
                descriptor=om.ReportingDescriptorReference(id=_notification(result.rule)),
            )
            for result in unread
        ],
    )


def _notification(rule: Rule) -> str:
    """The id of a notification: an id of a rule may not stand for both."""
    return f"{rule.id}/{rule.name}"


def _plain(value: Any) -> Any:
    """What sarif-om's objects stand for, defaults left out."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not attr.has(type(value)):
        return value
    made = {}
    for field in attr.fields(type(value)):
        item = getattr(value, field.name)
        if item is not None and item != _default(field):
            made[field.metadata.get("schema_property_name", field.name)] = _plain(item)
    return made


def _default(field: Any) -> Any:
    """What a field is where nothing is said; nothing equals that of a required one."""
    default = field.default
    return default.factory() if hasattr(default, "factory") else default
