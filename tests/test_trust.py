"""Who may act as whom: which of several bindings a finding shows."""

from __future__ import annotations

from collections.abc import Callable

from wi_lint.lint import Report

ACCOUNT = """apiVersion: v1
kind: ServiceAccount
metadata:
  name: {name}
  namespace: shop
  annotations:
    iam.gke.io/gcp-service-account: shop-app@acme-prod.iam.gserviceaccount.com
---
"""
BOUND = """resource "google_service_account_iam_binding" "app" {
  service_account_id = "projects/acme-prod/serviceAccounts/shop-app@acme-prod.iam.gserviceaccount.com"
  role               = "roles/iam.workloadIdentityUser"
  members = [
    "serviceAccount:acme-prod.svc.id.goog[shop/app]",
    "serviceAccount:acme-prod.svc.id.goog[shop/web]",
    "serviceAccount:acme-prod.svc.id.goog[shop/workr]",
  ]
}
"""


def test_the_binding_that_nobody_claims_and_that_is_nearest_is_shown(
    lint_texts: Callable[[dict[str, str]], Report],
) -> None:
    manifests = ACCOUNT.format(name="app") + ACCOUNT.format(name="worker")
    report = lint_texts({"app.yaml": manifests, "iam.tf": BOUND})
    [found] = [one for one in report.results if one.rule.id == "WI201"]
    assert (found.finding.at.path, found.finding.at.line) == ("app.yaml", 15)
    assert found.finding.message.endswith("it trusts shop/workr instead")


DECLARED = """resource "google_service_account" "{name}" {{
  project    = "acme-prod"
  account_id = "shop-{name}"
}}
"""


def _unbound(names: list[str], lint_texts: Callable[..., Report], *, complete: bool = False) -> list[str]:
    manifests = "".join(ACCOUNT.format(name=name).replace("shop-app@", f"shop-{name}@") for name in names)
    accounts = "".join(DECLARED.format(name=name) for name in names)
    report = lint_texts({"app.yaml": manifests, "iam.tf": accounts}, complete=complete)
    return [one.finding.about.address.rpartition("/")[2] for one in report.results if one.rule.id == "WI201"]


def test_one_account_without_a_binding_is_a_slip_and_many_are_a_habit(
    lint_texts: Callable[..., Report],
) -> None:
    assert _unbound(["app", "web"], lint_texts) == ["app", "web"]
    assert _unbound(["app", "web", "jobs"], lint_texts) == []
    assert _unbound(["app", "web", "jobs"], lint_texts, complete=True) == ["app", "web", "jobs"]
