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
