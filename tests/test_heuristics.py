"""Heuristics: each where it is right, where it must not speak, and never without a trace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from wi_lint.contract import Severity
from wi_lint.graph.answers import Undecided, Unseen
from wi_lint.graph.heuristics import Heuristics
from wi_lint.lint import Report

Tree = dict[str, str]
KEY = "iam.gke.io/gcp-service-account"


def ksa(name: str, google: str, namespace: str = "shop", key: str = KEY) -> str:
    return (
        f"apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: {name}\n  namespace: {namespace}\n"
        f"  annotations:\n    {key}: {google}\n---\n"
    )


def gsa(account_id: str) -> str:
    return f'resource "google_service_account" "{account_id}" {{\n  project = "acme-prod"\n  account_id = "{account_id}"\n}}\n'


def bind(account_id: str, subject: str) -> str:
    return (
        f'resource "google_service_account_iam_member" "{account_id}" {{\n'
        f"  service_account_id = google_service_account.{account_id}.name\n"
        f'  role = "roles/iam.workloadIdentityUser"\n  member = "serviceAccount:acme-prod.svc.id.goog[{subject}]"\n}}\n'
    )


def email(account_id: str) -> str:
    return f"{account_id}@acme-prod.iam.gserviceaccount.com"


def grant(account_id: str, role: str) -> str:
    return (
        f'resource "google_project_iam_member" "{account_id}" {{\n  project = "acme-prod"\n  role = "{role}"\n'
        f'  member = "serviceAccount:{email(account_id)}"\n}}\n'
    )


APPS = ("shop-cart", "shop-mail", "shop-auth")
FILLED_IN = (
    "# Set up\n\n```bash\ngcloud iam service-accounts add-iam-policy-binding GSA_NAME@PROJECT_ID.iam.gserviceaccount.com"
    " \\\n  --role roles/iam.workloadIdentityUser \\\n"
    '  --member "serviceAccount:PROJECT_ID.svc.id.goog[NAMESPACE/KSA_NAME]"\n```\n'
)
IDLE = 'resource "google_service_account" "idle" {\n  project = "acme-prod"\n  account_id = "shop-cart"\n}\n'
CHART = (
    "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamespace: shop\nresources: [app.yaml]\n"
    "helmCharts:\n- name: web\n  repo: https://charts.example\n  releaseName: web\n"
)
POD = (
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec:\n  template:\n"
    "    metadata: {labels: {app: web}}\n    spec:\n      containers: [{name: a, image: b}]\n---\n"
)


@dataclass(frozen=True)
class Case:
    """`right`: a tree in which the heuristic keeps back what the rule would say; `wrong`: one in which it
    must not."""

    rule: str
    right: Tree
    wrong: Tree
    because: str
    doubt: type = Unseen


ANNOTATED = "".join(ksa(one, email(one)) for one in APPS)
ACCOUNTS = "".join(map(gsa, APPS))
CASES: dict[str, Case] = {
    "bound_elsewhere": Case(
        "WI201",
        {"main.tf": ACCOUNTS, "app.yaml": ANNOTATED},
        {
            "main.tf": ACCOUNTS + bind("shop-cart", "shop/shop-cart") + bind("shop-mail", "shop/shop-mail"),
            "app.yaml": ANNOTATED,
        },
        "are bound in no file",
    ),
    "bound_by_guide": Case(
        "WI201",
        {"main.tf": gsa("shop-cart"), "app.yaml": ksa("cart", email("shop-cart")), "README.md": FILLED_IN},
        {
            "main.tf": gsa("shop-cart") + gsa("shop-mail") + bind("shop-mail", "shop/mail"),
            "app.yaml": ksa("cart", email("shop-cart")) + ksa("mail", email("shop-mail")),
            "README.md": FILLED_IN,
        },
        "README.md",
        Undecided,
    ),
    "of_sample": Case(
        "WI201",
        {
            "main.tf": gsa("shop-cart"),
            "app.yaml": ksa("cart", "shop-cart@PROJECT_ID.iam.gserviceaccount.com"),
        },
        {"main.tf": gsa("shop-cart"), "app.yaml": ksa("cart", email("shop-cart"))},
        "is a placeholder",
        Undecided,
    ),
    "made_by_google": Case(
        "WI109",
        {"app.yaml": ksa("default", email("shop-cart"), "gmp-system")},
        {"app.yaml": ksa("default", email("shop-cart"), "monitoring")},
        "Google's components make",
    ),
    "of_operator": Case(
        "WI402",
        {
            "app.yaml": ksa("cnrm-controller-manager", email("shop-cart"), "cnrm-system"),
            "main.tf": grant("shop-cart", "roles/container.admin"),
        },
        {"app.yaml": ksa("web", email("shop-cart")), "main.tf": grant("shop-cart", "roles/container.admin")},
        "manages the project",
    ),
    "asked_by_guide": Case(
        "WI402",
        {
            "app.yaml": ksa("external-dns", email("shop-dns"), "dns"),
            "main.tf": grant("shop-dns", "roles/dns.admin"),
        },
        {"app.yaml": ksa("web", email("shop-dns"), "dns"), "main.tf": grant("shop-dns", "roles/dns.admin")},
        "the guide of external-dns",
    ),
    "of_other_cloud": Case(
        "WI101",
        {
            "app.yaml": ksa("web", "arn:aws:iam::1:role/x", key="eks.amazonaws.com/role-arn"),
            "main.tf": gsa("shop-web") + bind("shop-web", "shop/web"),
        },
        {
            "app.yaml": ksa("web", "acme.example", key="acme.example/owner"),
            "main.tf": gsa("shop-web") + bind("shop-web", "shop/web"),
        },
        "annotated for EKS",
    ),
    "of_tests": Case(
        "WI804",
        {"test/setup/main.tf": IDLE},
        {"infra/setup/main.tf": IDLE},
        "thrown away",
    ),
    "pods_of_chart": Case(
        "WI105",
        {"kustomization.yaml": CHART, "app.yaml": POD + ksa("web", email("shop-web"))},
        {
            "kustomization.yaml": CHART.partition("helmCharts")[0],
            "app.yaml": POD + ksa("web", email("shop-web")),
        },
        "its pods may be those of web",
    ),
}


def test_every_heuristic_has_its_trees() -> None:
    assert set(CASES) == {name for name in vars(Heuristics) if not name.startswith("_")}


@pytest.mark.parametrize("name", CASES)
def test_what_it_keeps_back_is_listed_with_its_reason(name: str, lint_texts: Callable[..., Report]) -> None:
    case = CASES[name]
    report = lint_texts(case.right)
    assert [one for one in report.results if one.rule.id == case.rule] == []
    [*kept] = [one.finding.doubt for one in report.unsure if one.rule.id == case.rule]
    assert kept
    assert all(isinstance(doubt, case.doubt) and case.because in doubt.why for doubt in kept)


@pytest.mark.parametrize("name", CASES)
def test_it_does_not_speak_where_it_must_not(name: str, lint_texts: Callable[..., Report]) -> None:
    case = CASES[name]
    report = lint_texts(case.wrong)
    assert case.rule in {one.rule.id for one in report.results}


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.doubt is Unseen])
def test_the_user_can_say_that_the_files_are_complete(name: str, lint_texts: Callable[..., Report]) -> None:
    """What is likely to be set up elsewhere is told where there is no elsewhere."""
    case = CASES[name]
    report = lint_texts(case.right, complete=True)
    assert case.rule in {one.rule.id for one in report.results}


@pytest.mark.parametrize("folder", ["test", "tests", "e2e", "fixtures", "examples", "samples", "docs"])
def test_names_of_folders_silence_no_error_and_no_warning(
    folder: str, lint_texts: Callable[..., Report]
) -> None:
    tree = {
        "app.yaml": ksa("web", "shop-web"),
        "main.tf": gsa("shop-cart") + bind("shop-cart", "shop/web]x"),
    }
    there = {f"{folder}/{path}": text for path, text in tree.items()}

    def said(files: Tree) -> list[tuple[str, int]]:
        results = lint_texts(files).results
        return [(one.rule.id, one.finding.at.line) for one in results if one.severity is not Severity.NOTE]

    assert said(tree) == said(there) != []
