"""The baseline: what it hides, what it never hides, and what is said of old entries."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

ACCOUNT = """\
apiVersion: v1
kind: ServiceAccount
metadata:
  name: app
  namespace: shop
  annotations:
    iam.gke.io/gcp-service-account: nobody
"""
NAME = ".wi-lint-baseline.json"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "app.yaml").write_text(ACCOUNT)
    return tmp_path


def found(run: subprocess.CompletedProcess[str]) -> list[str]:
    return [line.split(": ")[0] for line in run.stdout.splitlines()]


@pytest.fixture
def lint(tree: Path, wi_lint: Run) -> Callable[..., list[str]]:
    assert wi_lint("baseline", cwd=tree).returncode == 0
    return lambda *args: found(wi_lint("-f", "concise", *args, cwd=tree))


def test_what_it_holds(tree: Path, lint: Callable[..., list[str]]) -> None:
    assert json.loads((tree / NAME).read_text()) == {
        "version": 2,
        "entries": [{"rule": "WI102", "path": "app.yaml", "subject": "ServiceAccount/shop/app", "count": 1}],
    }
    assert lint() == []
    assert lint("--no-baseline") == ["app.yaml:7:37"]


@pytest.mark.parametrize(
    "text",
    [
        f"# moved down\n\n\n{ACCOUNT}",
        ACCOUNT.replace("\n", "\r\n"),
        ACCOUNT.replace("    iam.gke.io/gcp-service-account: nobody", '    "iam.gke.io/gcp-service-account":  "nobody"'),
        json.dumps({"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {
            "name": "app", "namespace": "shop", "annotations": {"iam.gke.io/gcp-service-account": "nobody"}}}),
    ],
)  # fmt: skip
def test_moved_and_reformatted_text_stays_hidden(
    text: str, tree: Path, lint: Callable[..., list[str]]
) -> None:
    (tree / "app.yaml").write_text(text)
    assert lint() == []


def test_a_namesake_elsewhere_is_told(tree: Path, lint: Callable[..., list[str]]) -> None:
    (tree / "other").mkdir()
    (tree / "other/app.yaml").write_text(ACCOUNT)
    assert lint() == ["other/app.yaml:7:37"]


def test_a_second_one_in_the_same_file_is_told(tree: Path, lint: Callable[..., list[str]]) -> None:
    (tree / "app.yaml").write_text(f"{ACCOUNT}---\n{ACCOUNT}")
    assert lint() == ["app.yaml:15:37"]


def test_places_that_are_told_as_one_are_held_one_by_one(tree: Path, wi_lint: Run) -> None:
    for number in range(8):
        (tree / f"{number}").mkdir()
        (tree / f"{number}/app.yaml").write_text(ACCOUNT)
    (tree / "app.yaml").unlink()
    wi_lint("baseline", cwd=tree)
    (tree / "3/app.yaml").rename(tree / "3/web.yaml")
    assert found(wi_lint("-f", "concise", cwd=tree)) == ["3/web.yaml:7:37"]


def test_a_renamed_object_is_new_and_the_old_one_is_told(tree: Path, lint: object, wi_lint: Run) -> None:
    (tree / "app.yaml").write_text(ACCOUNT.replace("name: app", "name: web"))
    done = wi_lint("-f", "concise", cwd=tree)
    assert found(done) == ["app.yaml:7:37"]
    assert "1 baseline entry no longer found: run 'wi-lint baseline --prune'" in done.stderr
    checked = wi_lint("baseline", "--check", cwd=tree)
    assert checked.returncode == 1
    assert checked.stdout == "app.yaml: WI102 ServiceAccount/shop/app is no longer found\n"
    assert wi_lint("baseline", "--prune", cwd=tree).returncode == 0
    assert json.loads((tree / NAME).read_text())["entries"] == []
    assert wi_lint("baseline", "--check", cwd=tree).returncode == 0


def test_files_that_were_not_linted_are_not_old(tree: Path, lint: object, wi_lint: Run) -> None:
    (tree / "empty.yaml").write_text("")
    assert "no longer" not in wi_lint("empty.yaml", cwd=tree).stderr
    assert "no longer" not in wi_lint("--select", "WI2", cwd=tree).stderr
    (tree / "app.yaml").unlink()
    assert "1 baseline entry no longer found" in wi_lint(cwd=tree).stderr


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 3, "entries": []}', '{"version": 1, "entries": [{}]}']
)
def test_what_is_no_baseline_is_an_error(text: str, tree: Path, wi_lint: Run) -> None:
    (tree / NAME).write_text(text)
    done = wi_lint(cwd=tree)
    assert (done.returncode, done.stdout) == (2, "")
    assert "is no baseline" in done.stderr
    assert len(done.stderr.splitlines()) == 1


BINDING = """\
resource "google_service_account_iam_member" "app" {
  service_account_id = "projects/acme-prod/serviceAccounts/shop-app@acme-prod.iam.gserviceaccount.com"
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod.svc.id.goog[web/app]"
}
"""


def test_a_part_of_the_repository_says_nothing_of_old_entries(tree: Path, wi_lint: Run) -> None:
    (tree / "k8s").mkdir()
    (tree / "k8s/app.yaml").write_text(
        ACCOUNT.replace("nobody", "shop-app@acme-prod.iam.gserviceaccount.com")
    )
    (tree / "iam.tf").write_text(BINDING)
    assert wi_lint("baseline", cwd=tree).returncode == 0
    for arguments in (("k8s",), ("--report-paths", "k8s/app.yaml"), ("--report-paths", "iam.tf")):
        done = wi_lint("-f", "concise", *arguments, cwd=tree)
        assert (done.returncode, done.stdout) == (0, ""), arguments
        assert "no longer" not in done.stderr, arguments


GATE = """\
apiVersion: iam.cnrm.cloud.google.com/v1beta1
kind: IAMServiceAccountKey
metadata: {name: NAME, namespace: NAMESPACE}
spec: {serviceAccountRef: {external: shop-app@acme-prod.iam.gserviceaccount.com}}
"""


@pytest.mark.parametrize(
    ("name", "namespace", "subject"),
    [
        ("app-key", "shop", "IAMServiceAccountKey/shop/app-key"),
        ("app-key", "PROJECT_ID", "IAMServiceAccountKey/PROJECT_ID/app-key"),
        ("app-key", "${project}", "IAMServiceAccountKey/${project}/app-key"),
        ("APP_KEY", "shop", "IAMServiceAccountKey/shop/APP_KEY"),
        ("app-key", "shop", "IAMServiceAccountKey/"),
    ],
)
def test_a_baseline_of_the_first_version_still_holds(
    name: str, namespace: str, subject: str, tree: Path, wi_lint: Run
) -> None:
    """Subjects as 0.1.0 wrote them, with the namespace even where it is a placeholder."""
    (tree / "app.yaml").write_text(GATE.replace("NAMESPACE", f'"{namespace}"').replace("NAME", name))
    entry = {"rule": "WI508", "path": "app.yaml", "subject": subject, "count": 1}
    (tree / NAME).write_text(json.dumps({"version": 1, "entries": [entry]}))
    done = wi_lint("-f", "concise", cwd=tree)
    assert (done.returncode, done.stdout, "no longer" in done.stderr) == (0, "", False)
    assert wi_lint("baseline", "--check", cwd=tree).returncode == 0
    (tree / "more.yaml").write_text((tree / "app.yaml").read_text())
    assert "more.yaml" in wi_lint("-f", "concise", cwd=tree).stdout, "another file's is new"
    (tree / "app.yaml").write_text("")
    assert wi_lint("baseline", "--prune", cwd=tree).returncode == 0
    assert json.loads((tree / NAME).read_text()) == {"version": 1, "entries": []}
    wi_lint("baseline", cwd=tree)
    assert json.loads((tree / NAME).read_text())["version"] == 2
