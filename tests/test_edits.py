"""Every edit that is offered, applied by itself: the finding is gone, and nothing new is wrong."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from wi_lint import Severity
from wi_lint.discover import walk
from wi_lint.files import Memory
from wi_lint.lint import Report, lint
from wi_lint.packs import installed
from wi_lint.repair import Fix
from wi_lint.results import Result

HERE = Path(__file__).parent
TREES = sorted(path for home in ("cases/*/bad", "fixtures/*", "company/*/bad") for path in HERE.glob(home))
Files = dict[str, str]


def texts(tree: Path, tmp_path: Path) -> Files:
    """The files of a tree; of a company, the mistake lies over what is right."""
    if tree.parent.parent.name == "company":
        shutil.copytree(tree.parent / "good", tmp_path / "tree")
        shutil.copytree(tree, tmp_path / "tree", dirs_exist_ok=True)
        tree = tmp_path / "tree"
    read = {}
    for path in walk(tree, ""):
        try:
            read[path] = (tree / path).read_text()
        except UnicodeDecodeError:
            continue
    return read


def linted(files: Files) -> Report:
    return lint(Memory(files), files, installed())


def loud(report: Report) -> Iterator[Result]:
    return (one for one in report.results if one.severity is not Severity.NOTE)


def applied(files: Files, fix: Fix) -> Files:
    """The files with all edits of one repair."""
    made = dict(files)
    by_path = defaultdict(list)
    for edit in fix.edits:
        by_path[edit.at.path].append(edit)
    for path, edits in by_path.items():
        for edit in sorted(edits, key=lambda one: -one.at.start):
            made[path] = made[path][: edit.at.start] + edit.text + made[path][edit.at.end :]
    return made


def told(result: Result) -> tuple[str, str, str]:
    return result.rule.id, result.finding.at.path, result.finding.message


@pytest.mark.parametrize("tree", TREES, ids=lambda tree: f"{tree.parent.name}-{tree.name}")
def test_an_edit_mends_what_it_is_offered_for(tree: Path, tmp_path: Path) -> None:
    files = texts(tree, tmp_path)
    before = linted(files)
    known = {told(one)[::2] for one in before.results}
    for result in loud(before):
        fix = result.finding.fix
        if fix is None or not fix.edits:
            continue
        after = linted(applied(files, fix))
        assert told(result) not in {told(one) for one in after.results}, fix.edits
        new = [told(one) for one in loud(after) if told(one)[::2] not in known]
        same_place = [one for one in new if one[:2] == told(result)[:2]]  # the next thing of a kind
        assert new == same_place, fix.edits
        assert len(list(loud(after))) < len(list(loud(before))), fix.edits


EMAIL = "shop-app@acme-prod.iam.gserviceaccount.com"
GSA = 'resource "google_service_account" "app" {\n  project = "acme-prod"\n  account_id = "shop-app"\n}\n'


def annotated(value: str) -> Files:
    return {
        "main.tf": f'{GSA}resource "kubernetes_service_account_v1" "app" {{\n  metadata {{\n    name = "app"\n'
        f'    namespace = "shop"\n    annotations = {{\n      "iam.gke.io/gcp-service-account" = {value}\n'
        "    }\n  }\n}\n"
    }


def offered(lint_texts: Callable[..., Report], files: Files, rule: str) -> list[tuple[str, str]]:
    found = [one.finding.fix for one in lint_texts(files).results if one.rule.id == rule]
    return [(edit.at.text, edit.text) for fix in found if fix is not None for edit in fix.edits]


@pytest.mark.parametrize(
    ("written", "old", "new"),
    [
        ("google_service_account.app.name", "google_service_account.app.name", "google_service_account.app.email"),
        ("google_service_account.app.member", "google_service_account.app.member", "google_service_account.app.email"),
        (f'"serviceAccount:{EMAIL}"', f"serviceAccount:{EMAIL}", EMAIL),
        ('"shop-app@acme-prod.gserviceaccount.com"', "acme-prod.gserviceaccount.com", EMAIL.partition("@")[2]),
    ],
)  # fmt: skip
def test_what_names_an_account_in_an_annotation(
    lint_texts: Callable[..., Report], written: str, old: str, new: str
) -> None:
    """A reference stays one: to the attribute that says what belongs there."""
    assert offered(lint_texts, annotated(written), "WI102") == [(old, new)]


@pytest.mark.parametrize(
    "member", ["google_service_account.app.email", '"${google_service_account.app.email}"']
)
def test_a_member_without_its_prefix(lint_texts: Callable[..., Report], member: str) -> None:
    files = {
        "main.tf": f'{GSA}resource "google_storage_bucket_iam_member" "m" {{\n  bucket = "acme-orders"\n'
        f'  role = "roles/storage.objectViewer"\n  member = {member}\n}}\n'
    }
    [(old, new)] = offered(lint_texts, files, "WI202")
    assert old == "google_service_account.app.email" or old == member
    mended = applied(files, next(f for f in fixes(lint_texts, files, "WI202")))
    assert not [one for one in lint_texts(mended).results if one.rule.id in ("WI202", "WI003")]
    assert new in (
        "google_service_account.app.member",
        '"serviceAccount:${google_service_account.app.email}"',
    )


def fixes(lint_texts: Callable[..., Report], files: Files, rule: str) -> Iterator[Fix]:
    return (
        one.finding.fix
        for one in lint_texts(files).results
        if one.rule.id == rule and one.finding.fix is not None
    )
