"""Who may act as whom: which of several bindings a finding shows."""

from __future__ import annotations

from collections.abc import Callable

from wi_lint.files import Memory
from wi_lint.lint import Report, lint
from wi_lint.packs import installed

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


ONE = {"app.yaml": ACCOUNT.format(name="app"), "iam.tf": DECLARED.format(name="app")}
BY_HAND = """# Setup

    gcloud iam service-accounts add-iam-policy-binding shop-app@$PROJECT.iam.gserviceaccount.com \\
      --role roles/iam.workloadIdentityUser --member "serviceAccount:$PROJECT.svc.id.goog[shop/%s]"
"""
CALLED = '"$ROOT/tools/bind.sh" shop app shop-app@acme-prod.iam.gserviceaccount.com\n'


def _missing(files: dict[str, str]) -> list[str]:
    """Where a binding is missed; guides are there, and are not linted."""
    paths = [path for path in files if not path.endswith(".md")]
    report = lint(Memory(files), paths, installed())
    return [one.finding.at.path for one in report.results if one.rule.id == "WI201"]


def test_a_guide_may_have_it_bound_by_hand() -> None:
    assert _missing(ONE) == ["app.yaml"]
    assert _missing({**ONE, "README.md": BY_HAND % "other"}) == ["app.yaml"]
    assert _missing({**ONE, "README.md": BY_HAND % "app"}) == []


def test_a_guide_with_names_to_fill_in(lint_texts: Callable[..., Report]) -> None:
    generic = BY_HAND.replace("shop-app@$PROJECT", "$GSA@$PROJECT") % "KSA_NAME"
    assert _missing({**ONE, "README.md": generic}) == []
    bound = BOUND.replace("shop/workr", "shop/else").replace(
        '    "serviceAccount:acme-prod.svc.id.goog[shop/app]",\n', ""
    )
    assert _missing({"app.yaml": ACCOUNT.format(name="app"), "iam.tf": bound, "README.md": generic}) == [
        "app.yaml"
    ]


def test_a_guide_settles_no_binding_that_is_nearly_right() -> None:
    bound = BOUND.replace("shop/workr", "store/app").replace(
        '    "serviceAccount:acme-prod.svc.id.goog[shop/app]",\n', ""
    )
    files = {"app.yaml": ACCOUNT.format(name="app"), "iam.tf": bound, "README.md": BY_HAND % "app"}
    assert _missing(files) == ["app.yaml"]


def test_a_script_that_is_given_an_account_may_bind_it() -> None:
    assert _missing({**ONE, "a.sh": CALLED.replace("shop-app@", "shop-other@")}) == ["app.yaml"]
    assert _missing({**ONE, "a.sh": CALLED}) == []
    assert _missing({**ONE, "a.sh": CALLED.replace('"$ROOT/tools/bind.sh"', "./tools/bind.sh")}) == []
    assert _missing({**ONE, "a.sh": CALLED.replace('"$ROOT/tools/bind.sh"', "echo")}) == ["app.yaml"]


def test_a_placeholder_may_stand_for_another_project() -> None:
    sample = ONE["app.yaml"].replace("acme-prod", "PROJECT_ID")
    assert _missing({**ONE, "app.yaml": sample}) == []


def test_what_is_given_one_account_says_nothing_of_another(lint_texts: Callable[..., Report]) -> None:
    bound = "".join(
        DECLARED.format(name=name)
        + BOUND.replace('"app"', f'"{name}"')
        .replace("shop-app@", f"shop-{name}@")
        .replace("shop/app", f"shop/{name}")
        for name in ("app", "web")
    )
    grant = (
        'resource "google_storage_bucket_iam_member" "web" {\n  bucket = "acme-web"\n'
        '  role   = "roles/storage.objectViewer"\n  member = google_service_account.web.member\n}\n'
    )
    for account, told in (("other", ["google_service_account.app"]), ("shop-app", [])):
        files = {"iam.tf": bound + grant, "a.sh": CALLED.replace("shop-app@", f"{account}@")}
        results = lint_texts(files).results
        assert [one.finding.about.address for one in results if one.rule.id == "WI408"] == told


def test_what_is_offered_in_a_sovereign_cloud_carries_its_label(
    lint_texts: Callable[[dict[str, str]], Report],
) -> None:
    code = """resource "google_container_cluster" "main" {
  project                  = "s3ns:acme-prod"
  name                     = "main"
  location                 = "u-france-east1"
  workload_identity_config {
    workload_pool = "acme-dev.s3ns.svc.id.goog"
  }
}
resource "google_service_account" "app" {
  project    = "s3ns:acme-prod"
  account_id = "shop-app"
}
"""
    manifest = ACCOUNT.format(name="app").replace("acme-prod.iam", "acme-prod.s3ns.iam")
    report = lint_texts({"main.tf": code, "app.yaml": manifest})
    fixes = {one.rule.id: one.finding.fix.copy for one in report.results if one.finding.fix is not None}
    assert fixes["WI303"] == "acme-prod.s3ns.svc.id.goog"
    email = "shop-app@acme-prod.s3ns.iam.gserviceaccount.com"
    assert '"serviceAccount:acme-prod.s3ns.svc.id.goog[shop/app]"' in fixes["WI201"]
    elsewhere = lint_texts(
        {"a.tf": code.replace('google_service_account" "app', 'google_x" "y'), "app.yaml": manifest}
    )
    copies = [one.finding.fix.copy for one in elsewhere.results if one.rule.id == "WI201" and one.finding.fix]
    assert all(f'"projects/s3ns:acme-prod/serviceAccounts/{email}"' in one for one in copies)


def test_a_cluster_of_elsewhere_may_bind_the_account_through_a_pool_of_its_own(
    lint_texts: Callable[[dict[str, str]], Report],
) -> None:
    account = ACCOUNT.format(name="app")
    pool = "principal://iam.googleapis.com/projects/1234/locations/global/workloadIdentityPools/kind/subject/"
    told = {}
    for subject in ("system:serviceaccount:shop:app", "system:serviceaccount:shop:web", "repo:acme/shop"):
        bound = BOUND.replace("serviceAccount:acme-prod.svc.id.goog[shop/app]", pool + subject)
        bound = "\n".join(line for line in bound.splitlines() if "[shop/" not in line)
        results = lint_texts({"app.yaml": account, "iam.tf": bound}).results
        told[subject] = [one.finding.at.line for one in results if one.rule.id == "WI201"]
    assert told == {
        "system:serviceaccount:shop:app": [],
        "system:serviceaccount:shop:web": [7],
        "repo:acme/shop": [7],
    }
