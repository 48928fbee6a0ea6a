"""Failures that people reported in public, as twins: told where they are, and nothing of what is right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from wi_lint import Severity
from wi_lint.discover import walk
from wi_lint.files import Disk
from wi_lint.lint import lint
from wi_lint.packs import installed
from wi_lint.results import Result

CASES = sorted(path.parent for path in (Path(__file__).parent / "cases").glob("*/case.yaml"))
NEAR = 2
"""Lines between a place that is cited and the one that is labelled."""
MISSED = {
    "a26-tempo-without-buckets-get": "that Tempo asks for the bucket itself is said nowhere in the files",
    "b31-principalset-whole-cluster-on-signing-key": "a set of workloads on one secret is a note",
    "c23-velero-chart-default-ksa-is-velero-server": "what a chart that is not here calls its account",
    "c24-signed-urls-without-token-creator-on-self": "that an application signs is said in its own language",
    "c25-registry-cleaner-with-reader-role": "what an image calls is not known of most of them",
    "d05-prod-release-gets-values-of-staging": "environments of one chart are not told apart yet",
    "d20-sql-user-named-by-the-full-email": "users of databases are not read",
    "d23-collector-exports-traces-with-trace-user": "what a collector exports to is said in its own language",
    "d24-registry-reader-in-the-cluster-project": "what Flux scans is not held against grants",
    "d30-velero-values-still-mount-the-key": "how a chart that is not here mounts keys",
    "c34-jupyterhub-user-pods-on-default-account": "as whom a chart that is not here runs its pods",
}
"""What is not told as a warning or an error, and why."""


def loud(tree: Path) -> list[Result]:
    results = lint(Disk(tree), walk(tree, ""), installed()).results
    return [one for one in results if one.severity is not Severity.NOTE]


def places(result: Result) -> list[tuple[str, int]]:
    finding = result.finding
    return [(at.path, at.line) for at in (finding.at, *(step.at for step in finding.because))]


def labelled(case: Path) -> list[tuple[str, int]]:
    label: dict[str, Any] = yaml.safe_load((case / "case.yaml").read_text())
    wanted = [*label["where"], *label["where_also_acceptable"]]
    return [(path, int(line)) for path, _, line in (one.rpartition(":") for one in wanted)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_mistake_is_told_at_one_of_its_ends(case: Path) -> None:
    cited = [place for result in loud(case / "bad") for place in places(result)]
    is_told = any(
        path == want and abs(line - at) <= NEAR for path, line in cited for want, at in labelled(case)
    )
    assert is_told is (case.name not in MISSED)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_of_its_twin_nothing_is_said(case: Path) -> None:
    assert [str(result.finding.message) for result in loud(case / "good")] == []


def test_most_are_told() -> None:
    assert len(CASES) >= 100
    assert len(MISSED) <= 0.1 * len(CASES)
