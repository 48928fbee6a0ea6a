"""What is looked up and bounded says what a walk over everything said."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
HOST = "my-project-1.iam.gserviceaccount.com"
KSA = (
    "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: app\n  namespace: team\n  annotations:\n"
    "    iam.gke.io/gcp-service-account: {}\n"
)
PODS = (
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: app, namespace: team}\nspec:\n"
    "  selector: {matchLabels: {app: app}}\n  template:\n    metadata: {labels: {app: app}}\n    spec:\n"
    "      serviceAccountName: app\n      hostNetwork: true\n      containers: [{name: c, image: x}]\n"
)
BOUND = (
    'resource "google_service_account" "app" {\n  account_id = "app-sa"\n  project = P\n}\n'
    'resource "google_service_account_iam_member" "wi" {\n  service_account_id = google_service_account.app.name\n'
    '  role = "roles/iam.workloadIdentityUser"\n  member = "serviceAccount:Q.svc.id.goog[team/app]"\n}\n'
)
OWN = BOUND.replace("P", '"my-project-1"', 1).replace("Q", "my-project-1", 1)
GIVEN = BOUND.replace("P\n", "var.project_id\n", 1).replace("Q", "${var.project_id}", 1)
SET = """apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: s, namespace: argocd}
spec:
  generators:
  - git: {repoURL: https://github.com/acme/x, files: [{path: "PATTERN"}]}
  template:
    metadata: {name: '{{name}}'}
    spec:
      source: {path: chart, helm: {parameters: [{name: gsa, value: '{{gsa}}'}]}}
      destination: {namespace: team}
"""


def _set(pattern: str) -> dict[str, str]:
    return {
        "set.yaml": SET.replace("PATTERN", pattern),
        "apps/a/config.json": '{"name": "a", "gsa": "app-sa@my-project-1.iam.gserviceaccont.com"}',
        "chart/Chart.yaml": "apiVersion: v2\nname: chart\nversion: 1.0.0\n",
        "chart/templates/sa.yaml": KSA.format("{{ .Values.gsa }}").replace("  namespace: team\n", ""),
    }


TREES: dict[str, tuple[dict[str, str], str]] = {
    "units of the root folder meet, whatever copies lie below it": (
        {
            "main.tf": OWN
            + 'resource "kubernetes_service_account" "app" {\n  metadata {\n    name = "app"\n    namespace = "team"\n'
            '    annotations = { "iam.gke.io/gcp-service-account" = google_service_account.app.email }\n  }\n}\n',
            "dep.yaml": PODS,
            "old/dep.yaml": PODS,
        },
        r"^dep\.yaml:10:\d+: WI106 \[error\]",
    ),
    "inputs of Terragrunt reach variables that are generated": (
        {
            "base/main.tf": 'provider "google" {\n  project = var.project_id\n}\n' + GIVEN,
            "live/app/terragrunt.hcl": 'terraform {\n  source = "../../base"\n}\ngenerate "vars" {\n'
            '  path = "vars.tf"\n  contents = "variable \\"project_id\\" {}"\n}\n'
            'inputs = {\n  project_id = "my-project-1"\n}\n',
            "ksa.yaml": KSA.format("app-sa@my-projekt-1.iam.gserviceaccount.com"),
        },
        r"^ksa\.yaml:7:\d+: WI201 \[error\]",
    ),
    "a pattern that starts at the root": (_set("/apps/*/config.json"), r"^apps/a/config\.json:1:\d+: WI102"),
    "a pattern of any depth": (_set("/**/config.json"), r"^apps/a/config\.json:1:\d+: WI102"),
    "a key below a folder that is mounted": (
        {
            "a.yaml": KSA.format(f"app-sa@{HOST}")
            + "---\n"
            + PODS.replace("      hostNetwork: true\n", "").replace(
                "containers: [{name: c, image: x}]",
                "volumes: [{name: v, secret: {secretName: s}}]\n      containers: [{name: c, image: x, volumeMounts: "
                "[{name: v, mountPath: /k/}], env: [{name: GOOGLE_APPLICATION_CREDENTIALS, value: /k/a/key.json}]}]",
            )
        },
        r"^a\.yaml:\d+:\d+: WI502 \[warning\]",
    ),
}


@pytest.mark.parametrize("name", TREES)
def test_it_is_found_as_before(name: str, tmp_path: Path, wi_lint: Run) -> None:
    files, found = TREES[name]
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    done = wi_lint("-q", "-f", "concise", ".")
    assert re.search(found, done.stdout, re.MULTILINE), done.stdout


def test_a_list_of_modules_is_asked_for_by_each_root(tmp_path: Path, wi_lint: Run) -> None:
    tree = tmp_path / "tree"
    module = GIVEN.replace("app-sa", "app-sa-{}") + 'variable "project_id" {}\n'
    listed = '{"Modules": [{"Key": "wi", "Dir": "../vendor/FOLDER"}]}'
    files = {
        "wi-lint.toml": '[[terraform]]\nroot = "mod"\n',
        "live/x/terragrunt.hcl": 'terraform {\n  source = "../../mod"\n}\ninputs = {\n  project_id = "my-project-1"\n}\n',
        "mod/main.tf": 'variable "project_id" {\n  default = "my-project-2"\n}\nmodule "wi" {\n'
        '  source = "acme/wi/google"\n  project_id = var.project_id\n}\n',
        "mod/.terraform/modules/modules.json": listed.replace("FOLDER", "a"),
        "vendor/a/main.tf": module.replace("{}", "a", 1),
        "vendor/b/main.tf": module.replace("{}", "b", 1),
    } | {f"pad/{n}.yaml": "a: b\n" for n in range(24)}
    for path, text in files.items():
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_text(text)
    kept = {"cwd": tree, "WI_LINT_CACHE_DIR": str(tmp_path / "kept")}
    first = wi_lint("-q", "-f", "concise", ".", **kept).stdout
    assert "app-sa-a@my-project-1" in first
    assert wi_lint("-q", "-f", "concise", ".", **kept).stdout == first
    (tree / "mod/.terraform/modules/modules.json").write_text(listed.replace("FOLDER", "b"))
    warm = wi_lint("-q", "-f", "concise", ".", **kept).stdout
    assert "app-sa-b@my-project-1" in warm
    assert "app-sa-b@my-project-2" in warm
    assert "app-sa-a@my-project" not in warm
    assert warm == wi_lint("-q", "-f", "concise", "--no-cache", ".", cwd=tree).stdout
