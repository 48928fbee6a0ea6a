"""What readers found on repositories that nobody had run this on: wrong findings, misses, and wrong repairs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from wi_lint import Severity
from wi_lint.contract import Finding
from wi_lint.lint import Report

Lint = Callable[..., Report]
EMAIL = "shop-app@acme-prod.iam.gserviceaccount.com"
WIU = "roles/iam.workloadIdentityUser"
GSA = 'resource "google_service_account" "app" {\n  project = "acme-prod"\n  account_id = "shop-app"\n}\n'
BOUND = (
    f'{GSA}resource "google_service_account_iam_member" "app" {{\n'
    f'  service_account_id = google_service_account.app.name\n  role = "{WIU}"\n'
    '  member = "serviceAccount:acme-prod.svc.id.goog[shop/app]"\n}\n'
)
KSA = (
    "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: app\n  namespace: shop\n  annotations:\n"
    f"    iam.gke.io/gcp-service-account: {EMAIL}\n"
)


def granted(role: str, more: str = "") -> str:
    return (
        f'resource "google_project_iam_member" "m" {{\n  project = "acme-prod"\n  role = {role}\n'
        f"  member = google_service_account.app.member\n{more}}}\n"
    )


def said(report: Report, rule: str) -> list[Finding]:
    return [one.finding for one in report.results if one.rule.id == rule]


CUSTOM = (
    'resource "google_project_iam_custom_role" "r" {\n  project = "acme-prod"\n  role_id = "gcs"\n  title = "x"\n'
    '  permissions = ["storage.objects.get", "iam.serviceAccounts.signBlob"]\n}\n'
)
ON_BUCKETS = '  condition {\n    title = "x"\n    expression = "resource.name.startsWith(\\"projects/_/buckets/acme\\")"\n  }\n'
AWS = (
    'resource "google_iam_workload_identity_pool_provider" "p" {\n  workload_identity_pool_id = "aws"\n'
    '  workload_identity_pool_provider_id = "aws"\n  aws {\n    account_id = "123456789012"\n  }\n}\n'
    f'resource "google_service_account_iam_member" "w" {{\n  service_account_id = google_service_account.app.name\n  role = "{WIU}"\n'
    '  member = "principalSet://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/aws/*"\n}\n'
)
OPERATOR = (
    'resource "kubernetes_manifest" "kcc" {\n  manifest = {\n    apiVersion = "core.cnrm.cloud.google.com/v1beta1"\n'
    '    kind = "ConfigConnector"\n    metadata = { name = "configconnector.core.cnrm.cloud.google.com" }\n'
    f'    spec = {{ mode = "cluster", googleServiceAccount = "{EMAIL}" }}\n  }}\n}}\n'
    'resource "kubernetes_service_account" "kcc" {\n  metadata {\n    name = "cnrm-controller-manager"\n'
    f'    namespace = "cnrm-system"\n    annotations = {{ "iam.gke.io/gcp-service-account" = "{EMAIL}" }}\n  }}\n}}\n'
)
SAMPLE_KEY = (
    '{"type": "service_account", "project_id": "project_id", "private_key_id": "private_key_id",\n'
    f'"private_key": "-----BEGIN PRIVATE KEY-----\\n{"MIIE" * 20}\\n-----END PRIVATE KEY-----\\n"}}\n'
)
PODS = (
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec:\n  selector: {matchLabels: {app: web}}\n"
    "  template:\n    metadata:\n      labels: {app: web}\n"
    f"      annotations: {{iam.gke.io/gcp-service-account: {EMAIL}}}\n"
    "    spec:\n      serviceAccountName: app\n      containers: [{name: a, image: b}]\n"
)
UNKNOWN_PROJECT = (
    'variable "project" {}\nresource "kubernetes_service_account" "a" {\n  metadata {\n    name = "app"\n    namespace = "shop"\n'
    '    annotations = { "iam.gke.io/gcp-service-account" = "shop-app@${var.project}.iam.gserviceaccount.com" }\n  }\n}\n'
)
JOBS = (
    'resource "google_project_iam_member" "jobs" {\n  project = "acme-data"\n  role = "roles/ROLE"\n'
    "  member = google_service_account.app.member\n}\n"
    'resource "google_service_account_iam_member" "as" {\n'
    '  service_account_id = "projects/acme-data/serviceAccounts/workers@acme-data.iam.gserviceaccount.com"\n'
    '  role = "roles/iam.serviceAccountUser"\n  member = google_service_account.app.member\n}\n'
)
OLD_NAME = (
    'resource "google_container_cluster" "c" {\n  project = "acme-prod"\n  name = "c"\n  location = "europe-west1"\n'
    '  workload_identity_config {\n    identity_namespace = "acme-prod.svc.id.goog"\n  }\n}\n'
)
PINNED = 'terraform {\n  required_providers {\n    google = {\n      source = "hashicorp/google"\n      version = "VERSION"\n    }\n  }\n}\n'
SCRIPT = (
    "PROJECT=acme-prod\nNS=shop\nKSA=app\n"
    f"gcloud iam service-accounts add-iam-policy-binding {EMAIL} \\\n  --role {WIU} \\\n"
    "  --member serviceAccount:$PROJECT.svc.id.goog[$NS/$KSA]\n"
)
FIREWALL = (
    'resource "google_compute_network" "vpc" {\n  name = "vpc"\n  project = "acme-prod"\n}\n'
    'resource "google_compute_firewall" "deny" {\n  name = "deny"\n  project = "acme-prod"\n'
    '  network = google_compute_network.vpc.id\n  direction = "EGRESS"\n  priority = 100\n'
    '  destination_ranges = ["0.0.0.0/0"]\n  deny {\n    protocol = "tcp"\n    ports = PORTS\n  }\n}\n'
    'resource "google_container_cluster" "c" {\n  project = "acme-prod"\n  name = "c"\n  location = "europe-west1"\n'
    '  network = google_compute_network.vpc.id\n  workload_identity_config {\n    workload_pool = "acme-prod.svc.id.goog"\n  }\n}\n'
)
UNFILLED = (
    'variable "env" {}\nvariable "project" {\n  default = {\n    dev = "acme-dev"\n    prod = ""\n  }\n}\n'
    'resource "google_service_account" "a" {\n  project = var.project[var.env]\n  account_id = "shop-app"\n}\n'
    'resource "google_service_account_iam_member" "a" {\n  service_account_id = google_service_account.a.name\n'
    f'  role = "{WIU}"\n  member = "serviceAccount:acme-dev.svc.id.goog[shop/app]"\n}}\n'
)
RIGHT = {
    "three variables in a word without quotes": ("WI219", {"a.sh": SCRIPT, "sa.yaml": KSA}),
    "the binding of a word without quotes": ("WI201", {"a.sh": SCRIPT, "sa.yaml": KSA}),
    "a firewall for other ports, as numbers": ("WI603", {"a.tf": BOUND + FIREWALL.replace("PORTS", "[4444, 5555]")}),
    "a firewall for ports that are not known": ("WI603", {"a.tf": BOUND + 'variable "p" {}\n' + FIREWALL.replace("PORTS", "var.p")}),
    "a project that is still to be filled in": ("WI209", {"a.tf": UNFILLED}),
    "a copy on pods of what may be the account's own annotation": ("WI103", {"a.tf": UNKNOWN_PROJECT, "web.yaml": PODS}),
    "who starts jobs as another account": ("WI701", {"a.tf": BOUND + JOBS.replace("ROLE", "dataflow.developer")}),
    "who starts jobs": ("WI402", {"a.tf": BOUND + JOBS.replace("ROLE", "dataflow.developer")}),
    "an old name in a module, beside a root that asks for an old provider": ("WI305", {"m/a.tf": OLD_NAME, "live/v.tf": PINNED.replace("VERSION", "~> 3.50")}),
    "a condition on other resources than accounts": ("WI401", {"a.tf": BOUND + CUSTOM + granted("google_project_iam_custom_role.r.id", ON_BUCKETS)}),
    "an organization's administrator, who can be one of a project": ("WI412", {"a.tf": BOUND + granted('"roles/resourcemanager.organizationAdmin"')}),
    "a pool of one AWS account": ("WI222", {"a.tf": GSA + AWS}),
    "an account that an operator makes, and no chart": ("WI129", {"a.tf": OPERATOR}),
    "a key that shows the form of keys": ("WI503", {"vendor/key.json": SAMPLE_KEY}),
}  # fmt: skip
WRONG = {
    "three variables in a word without quotes, for another account": ("WI201", "sa.yaml", {"a.sh": SCRIPT.replace("KSA=app", "KSA=web"), "sa.yaml": KSA}),
    "a firewall for all ports": ("WI603", "a.tf", {"a.tf": BOUND + FIREWALL.replace("PORTS", "[443, 8443]")}),
    "an annotation on pods alone": ("WI103", "web.yaml", {"a.tf": UNKNOWN_PROJECT.replace("shop-app@", "orders-api@"), "web.yaml": PODS}),
    "who reads and acts as another account": ("WI701", "a.tf", {"a.tf": BOUND + JOBS.replace("ROLE", "dataflow.viewer")}),
    "an old name beside a root that asks for a new provider": ("WI305", "m/a.tf", {"m/a.tf": OLD_NAME, "live/v.tf": PINNED.replace("VERSION", "~> 6.0")}),
    "a custom role that signs as everybody": ("WI401", "a.tf", {"a.tf": BOUND + CUSTOM + granted("google_project_iam_custom_role.r.id")}),
    "a viewer of organizations": ("WI412", "a.tf", {"a.tf": BOUND + granted('"roles/resourcemanager.organizationViewer"')}),
    "a pool of whoever GitHub knows": ("WI222", "a.tf", {"a.tf": GSA + AWS.replace('  aws {\n    account_id = "123456789012"\n', '  oidc {\n    issuer_uri = "https://token.actions.githubusercontent.com"\n')}),
    "a key": ("WI503", "key.json", {"key.json": SAMPLE_KEY.replace('"project_id": "project_id"', '"project_id": "acme-prod"').replace('"private_key_id": "private_key_id"', f'"private_key_id": "{"0a" * 20}"')}),
    "a host without iam behind a project to be filled in": ("WI102", "sa.yaml", {"sa.yaml": KSA.replace("acme-prod.iam.", "PROJECT_ID.")}),
    "nodes inside the cluster that are configured by an argument which is gone": ("WI305", "a.tf", {"a.tf": (
        'resource "google_container_cluster" "c" {\n  project = "acme-prod"\n  name = "c"\n  location = "europe-west1"\n'
        '  workload_identity_config {\n    workload_pool = "acme-prod.svc.id.goog"\n  }\n  node_pool {\n    name = "p"\n'
        '    node_config {\n      workload_metadata_config {\n        node_metadata = "GKE_METADATA_SERVER"\n      }\n    }\n  }\n}\n')}),
}  # fmt: skip


@pytest.mark.parametrize("name", RIGHT)
def test_it_is_not_told(name: str, lint_texts: Lint) -> None:
    rule, files = RIGHT[name]
    assert said(lint_texts(files), rule) == []


@pytest.mark.parametrize("name", WRONG)
def test_it_is_told(name: str, lint_texts: Lint) -> None:
    rule, path, files = WRONG[name]
    assert [one.at.path for one in said(lint_texts(files), rule)] == [path]


def test_an_argument_is_renamed_with_the_word_that_it_takes(lint_texts: Lint) -> None:
    _, _, files = WRONG["nodes inside the cluster that are configured by an argument which is gone"]
    (found,) = said(lint_texts(files), "WI305")
    assert found.fix is not None
    assert [edit.text for edit in found.fix.edits] == ["mode", "GKE_METADATA"]


def test_a_member_is_added_to_the_list_that_owns_the_role(lint_texts: Lint) -> None:
    binding = (
        f'{GSA}resource "google_service_account_iam_binding" "b" {{\n  service_account_id = google_service_account.app.name\n'
        f'  role = "{WIU}"\n  members = ["serviceAccount:acme-prod.svc.id.goog[shop/web]"]\n}}\n'
    )
    (found,) = said(lint_texts({"a.tf": binding, "sa.yaml": KSA}), "WI201")
    assert found.fix is not None
    assert "google_service_account_iam_binding.b" in found.fix.title
    assert found.fix.copy == '"serviceAccount:acme-prod.svc.id.goog[shop/app]"'


def test_the_account_that_trusts_it_is_offered(lint_texts: Lint) -> None:
    other = BOUND.replace('"shop-app"', '"orders-api"') + GSA.replace('"app"', '"idle"')
    (found,) = said(lint_texts({"a.tf": other, "sa.yaml": KSA}), "WI201")
    assert "it is orders-api@acme-prod.iam.gserviceaccount.com that trusts shop/app" in found.message
    assert found.fix is not None
    assert found.fix.copy == "iam.gke.io/gcp-service-account: orders-api@acme-prod.iam.gserviceaccount.com"


def test_a_repair_is_written_as_the_account_is(lint_texts: Lint) -> None:
    connector = (
        "apiVersion: iam.cnrm.cloud.google.com/v1beta1\nkind: IAMServiceAccount\nmetadata:\n  name: shop-app\n"
        "  namespace: config\n  annotations: {cnrm.cloud.google.com/project-id: acme-prod}\nspec: {}\n---\n"
    )
    (found,) = said(lint_texts({"a.yaml": connector + KSA}), "WI201")
    assert found.fix is not None
    assert found.fix.copy.startswith("apiVersion: iam.cnrm.cloud.google.com/v1beta1\nkind: IAMPolicyMember\n")
    assert "gcloud" not in found.fix.copy


def test_an_account_is_not_told_to_be_its_own_workload(lint_texts: Lint) -> None:
    (found,) = said(lint_texts({"a.tf": BOUND + granted(f'"{WIU}"')}), "WI207")
    assert found.fix is not None
    assert found.fix.copy == ""


def test_one_place_is_told_once_with_the_names_of_all(lint_texts: Lint) -> None:
    files = {
        "a.tf": 'module "a" {\n  source = "./m"\n  for_each = toset(["cart", "mail", "auth"])\n  name = each.key\n}\n',
        "m/a.tf": 'variable "name" {}\nresource "google_project_iam_member" "e" {\n  project = "acme-prod"\n  role = "roles/editor"\n'
        '  member = "serviceAccount:acme-prod.svc.id.goog[shop/${var.name}]"\n}\n',
    }  # fmt: skip
    (found,) = said(lint_texts(files), "WI401")
    assert found.message.count("shop/") == 3
    assert "and 2 more in the same way" in found.message


@pytest.mark.parametrize(
    ("helper", "is_made"),
    [
        ('log() { echo "$1" >&2; }', True),
        ('log() { if [ -z "$1" ]; then echo none; else printf "%s" "$1"; fi; }', True),
        ("log() { ACCOUNT=other-app; }", False),  # what it sets is what the next command reads
    ],
)
def test_helpers_that_do_nothing_change_nothing(helper: str, is_made: bool, lint_texts: Lint) -> None:
    script = (
        f"{helper}\nACCOUNT=shop-app\nlog start\ngcloud iam service-accounts create $ACCOUNT --project acme-prod\n"
        f"log bind\ngcloud iam service-accounts add-iam-policy-binding $ACCOUNT@acme-prod.iam.gserviceaccount.com \\\n"
        f"  --role {WIU} --member 'serviceAccount:acme-prod.svc.id.goog[shop/web]'\n"
    )
    found = said(lint_texts({"a.sh": script, "sa.yaml": KSA}), "WI201")
    assert any("trusts shop/web" in one.message for one in found) == is_made


def test_no_finding_is_above_a_warning_where_an_operator_needs_the_role(lint_texts: Lint) -> None:
    files = {"a.tf": BOUND.replace("shop/app", "dns/external-dns") + granted('"roles/dns.admin"')}
    assert [one.rule.id for one in lint_texts(files).results if one.severity is not Severity.NOTE] == []


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ('locals {\n  m = {\n    a = "x"\n    b = "y"\n    a = "z"\n  }\n}\n', "WI005", 5),
        ('locals {\n  m = { "a" : 1, a = 2 }\n}\n', "WI005", 2),
        ('locals {\n  m = { (var.a) = 1, (var.b) = 2, "${var.a}" = 3, "${var.a}" = 4 }\n}\n', None, 0),
        ('resource "google_service_account" "a" {\n  account_id = "shop-app"\n  account_id = "shop-web"\n}\n', "WI003", 3),
    ],
)  # fmt: skip
def test_what_is_there_twice_is_told(text: str, rule: str | None, line: int, lint_texts: Lint) -> None:
    results = lint_texts({"a.tf": text}).results
    told = [(one.rule.id, one.finding.at.line) for one in results if one.rule.id in ("WI003", "WI005")]
    assert told == ([(rule, line)] if rule else [])


def test_the_one_account_is_named_where_it_is_known(lint_texts: Lint) -> None:
    wide = (
        f'resource "google_project_iam_member" "w" {{\n  project = "acme-prod"\n  role = "{WIU}"\n'
        '  member = "serviceAccount:acme-prod.svc.id.goog[shop/app]"\n}\n'
    )
    for files, named in (
        ({"a.tf": GSA + wide, "sa.yaml": KSA}, "service_account_id = google_service_account.app.name"),
        (
            {"a.tf": wide, "sa.yaml": KSA},
            f'service_account_id = "projects/acme-prod/serviceAccounts/{EMAIL}"',
        ),
        ({"a.tf": wide}, "service_account_id = google_service_account.ACCOUNT.name"),
    ):
        (found,) = said(lint_texts(files), "WI207")
        assert found.fix is not None
        assert named in found.fix.copy


def test_a_binding_is_for_the_nearest_account_where_projects_are_not_known(lint_texts: Lint) -> None:
    account = (
        'data "google_client_config" "c" {}\nresource "google_service_account" "sa" {\n  project = data.google_client_config.c.project\n'
        '  account_id = "shop-pusher"\n}\nresource "google_project_iam_member" "m" {\n  project = data.google_client_config.c.project\n'
        '  role = "roles/storage.admin"\n  member = google_service_account.sa.member\n}\n'
    )
    bound = (
        'variable "project" {}\nresource "google_service_account_iam_member" "wi" {\n'
        '  service_account_id = "projects/${var.project}/serviceAccounts/shop-pusher@${var.project}.iam.gserviceaccount.com"\n'
        f'  role = "{WIU}"\n  member = "serviceAccount:${{var.project}}.svc.id.goog[shop/pusher]"\n}}\n'
    )
    files = {"live/a/sa/a.tf": account, "live/b/sa/a.tf": account, "live/a/wi/a.tf": bound}
    assert [one.at.path for one in said(lint_texts(files), "WI402")] == ["live/a/sa/a.tf"]


AUTOPILOT = (
    'resource "google_container_cluster" "c" {\n  project = "acme-prod"\n  name = "c"\n'
    '  location = "europe-west1"\n  enable_autopilot = true\n}\n'
)
SELECTING = (
    "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  serviceAccountName: web\n"
    '  nodeSelector:\n    iam.gke.io/gke-metadata-server-enabled: "true"\n'
)


def test_who_has_a_workload_with_and_without_the_selector_has_clusters_of_both_kinds(
    lint_texts: Lint,
) -> None:
    bare = SELECTING.partition("  nodeSelector")[0]
    assert len(said(lint_texts({"c.tf": AUTOPILOT, "a.yaml": SELECTING}), "WI116")) == 1
    both = {"c.tf": AUTOPILOT, "standard/a.yaml": SELECTING, "autopilot/a.yaml": bare}
    assert not said(lint_texts(both), "WI116")
    other = {"c.tf": AUTOPILOT, "a.yaml": SELECTING, "b.yaml": bare.replace("name: web", "name: api")}
    assert len(said(lint_texts(other), "WI116")) == 1


def test_a_project_that_is_empty_is_still_to_be_filled_in(lint_texts: Lint) -> None:
    """An address without a project would be told as one."""
    tree = {
        "main.tf": 'variable "project" {}\nprovider "google" {\n  project = var.project\n}\n'
        + BOUND.replace('  project = "acme-prod"\n', "", 1)
        + granted('"roles/editor"'),
        "terraform.tfvars": 'project = ""\n',
    }
    messages = [one.finding.message for one in lint_texts(tree).results]
    assert messages
    assert not [one for one in messages if "@.iam" in one]
    pool = '  workload_identity_config {\n    workload_pool = "${var.project}.svc.id.goog"\n  }\n}\n'
    cluster = f'resource "google_container_cluster" "c" {{\n  name = "c"\n  location = "europe-west1"\n{pool}'
    assert not said(lint_texts({**tree, "main.tf": tree["main.tf"] + cluster}), "WI303")
