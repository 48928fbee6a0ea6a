"""Modules that are known without a download: what a call of each makes comes out as facts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from wi_lint.compose.terraform.stand_ins import every
from wi_lint.facts import (
    AccountKey,
    Cluster,
    Fact,
    GoogleAccount,
    Grant,
    KubernetesAccount,
    NodePool,
    Project,
)
from wi_lint.files import Memory
from wi_lint.grammar import OpaqueMember
from wi_lint.lint import Report, facts_of

MEMBER = "serviceAccount:acme-prod.svc.id.goog[shop/app]"
BINDINGS = f'bindings = {{ "roles/x.user" = ["{MEMBER}"] }}'
APP = "shop-app@acme-prod.iam.gserviceaccount.com"

CALLS: dict[str, tuple[str, set[str]]] = {
    "autopilot": (
        'project_id = "acme-prod"\n name = "main"\n region = "europe-west1"',
        {"cluster main: acme-prod.svc.id.goog"},
    ),
    "fabric_cluster_autopilot": (
        'project_id = "acme-prod"\n name = "main"\n location = "europe-west1"',
        {"cluster main: acme-prod.svc.id.goog"},
    ),
    "fabric_cluster_standard": (
        'project_id = "acme-prod"\n name = "main"\n location = "europe-west1"',
        {"cluster main: acme-prod.svc.id.goog"},
    ),
    "fabric_nodepool": (
        ('project_id = "acme-prod"\n cluster_name = "main"\n name = "blue"\n location = "europe-west1"\n'
        ' node_config = { workload_metadata_config_mode = "GKE_METADATA" }'),
        {"pool blue of main: GKE_METADATA"},
    ),
    "fabric_project": (
        f'name = "acme-prod"\n iam = {{ "roles/x.user" = ["{MEMBER}"] }}',
        {"project acme-prod", f"roles/x.user to {MEMBER} on project acme-prod"},
    ),
    "fabric_service_account": (
        (f'project_id = "acme-prod"\n name = "shop-app"\n iam = {{ "roles/x.user" = ["{MEMBER}"] }}\n'
        ' iam_project_roles = { "acme-prod" = ["roles/y.user"] }'),
        {
            f"account {APP}",
            f"roles/x.user to {MEMBER} on service_account {APP}",
            f"roles/y.user to serviceAccount:{APP} on project acme-prod",
        },
    ),
    "gke_standard_cluster": (
        ('project_id = "acme-prod"\n name = "main"\n location = "europe-west1"\n'
        ' workload_identity_config = { workload_pool = "acme-prod.svc.id.goog" }'),
        {"cluster main: acme-prod.svc.id.goog"},
    ),
    "kubernetes_engine": (
        ('project_id = "acme-prod"\n name = "main"\n region = "europe-west1"\n create_service_account = false\n'
        ' node_pools = [{ name = "blue" }]'),
        {"cluster main: acme-prod.svc.id.goog", "pool blue of main: GKE_METADATA"},
    ),
    "member_iam": (
        f'service_account_address = "{APP}"\n project_id = "acme-prod"\n project_roles = ["roles/x.user"]',
        {f"roles/x.user to serviceAccount:{APP} on project acme-prod"},
    ),
    "project_factory": (
        'name = "acme-prod"\n sa_role = "roles/x.user"',
        {
            "project acme-prod",
            "account project-service-account@acme-prod.iam.gserviceaccount.com",
            ("roles/x.user to serviceAccount:project-service-account@acme-prod.iam.gserviceaccount.com"
            " on project acme-prod"),
        },
    ),
    "service_accounts": (
        ('project_id = "acme-prod"\n prefix = "shop"\n names = ["app"]\n'
        ' project_roles = ["acme-prod=>roles/x.user"]\n generate_keys = true'),
        {
            f"account {APP}",
            f"roles/x.user to serviceAccount:{APP} on project acme-prod",
            f"key of {APP}",
        },
    ),
    "simple_sa": (
        'project_id = "acme-prod"\n name = "shop-app"\n project_roles = ["roles/x.user"]',
        {f"account {APP}", f"roles/x.user to serviceAccount:{APP} on project acme-prod"},
    ),
    "workload_identity": (
        'project_id = "acme-prod"\n name = "shop-app"\n namespace = "shop"\n roles = ["roles/x.user"]',
        {
            f"account {APP}",
            f"shop/shop-app acts as {APP}",
            ("roles/iam.workloadIdentityUser to serviceAccount:acme-prod.svc.id.goog[shop/shop-app]"
            f" on service_account {APP}"),
            f"roles/x.user to serviceAccount:{APP} on project acme-prod",
        },
    ),
    "service_accounts_iam": (
        f'project = "acme-prod"\n service_accounts = ["{APP}"]\n {BINDINGS}',
        {f"roles/x.user to {MEMBER} on service_account {APP}"},
    ),
    "subnets_iam": (
        f'project = "acme-prod"\n subnets_region = "europe-west1"\n subnets = ["a"]\n {BINDINGS}',
        {f"roles/x.user to {MEMBER} on google_compute_subnetwork a"},
    ),
    **{
        name: (
            f'{project} {variable} = ["a"]\n {BINDINGS}',
            {f"roles/x.user to {MEMBER} on {target}{'' if target.endswith('/') else ' '}a"},
        )
        for name, project, variable, target in (
            ("artifact_registry_iam", 'project = "p"\n', "repositories", "google_artifact_registry_repository"),
            ("bigquery_datasets_iam", 'project = "p"\n', "bigquery_datasets", "google_bigquery_dataset"),
            ("cloud_run_services_iam", 'project = "p"\n', "cloud_run_services", "google_cloud_run_service"),
            ("dns_zones_iam", 'project = "p"\n', "managed_zones", "google_dns_managed_zone"),
            ("folders_iam", "", "folders", "folder folders/"),
            ("kms_crypto_keys_iam", "", "kms_crypto_keys", "google_kms_crypto_key"),
            ("kms_key_rings_iam", "", "kms_key_rings", "google_kms_key_ring"),
            ("organizations_iam", "", "organizations", "organization"),
            ("projects_iam", "", "projects", "project"),
            ("pubsub_subscriptions_iam", 'project = "p"\n', "pubsub_subscriptions", "google_pubsub_subscription"),
            ("pubsub_topics_iam", 'project = "p"\n', "pubsub_topics", "google_pubsub_topic"),
            ("secret_manager_iam", 'project = "p"\n', "secrets", "google_secret_manager_secret"),
            ("storage_buckets_iam", "", "storage_buckets", "google_storage_bucket"),
        )
    },
}  # fmt: skip
"""The arguments of a call of each known module, and the facts that it stands for."""


def shown(fact: Fact) -> str | None:
    """A fact in a few words; nothing for what is beside the point."""
    match fact:
        case Grant():
            assert not isinstance(fact.member, OpaqueMember), fact.address
            name = fact.target.email or fact.target.name
            return f"{fact.role} to {fact.member_text} on {fact.target.kind} {name}"
        case GoogleAccount(email=email):
            return f"account {email}"
        case KubernetesAccount(google=google) if google is not None:
            return f"{fact.namespace}/{fact.name} acts as {google}"
        case AccountKey(email=email):
            return f"key of {email}"
        case Cluster(pool=pool):
            return f"cluster {fact.name}: {pool}"
        case NodePool(is_default=False):
            return f"pool {fact.name} of {fact.cluster}: {fact.mode}"
        case Project(id=name):
            return f"project {name}"
        case _:
            return None


def test_every_known_module_is_called_here() -> None:
    assert set(CALLS) == {one.name for one in every().values() if one.sources}


@pytest.mark.parametrize("name", sorted(CALLS))
def test_what_a_known_module_makes_comes_out(name: str) -> None:
    arguments, expected = CALLS[name]
    source = next(one.sources[0] for one in every().values() if one.name == name)
    text = f'module "m" {{\n source = "git::https://github.com/{source.replace("//", ".git//", 1)}"\n {arguments}\n}}\n'
    found = {line for fact in facts_of(Memory({"main.tf": text}), ["main.tf"]) if (line := shown(fact))}
    assert found == expected


UPGRADED = """module "gke" {
  source     = "terraform-google-modules/kubernetes-engine/google%s"
  version    = "%s"
  project_id = "acme-prod"
  name       = "main"
  region     = "europe-west1"
%s}
"""


@pytest.mark.parametrize(
    ("module", "version", "arguments", "rule"),
    [
        ("", "~> 36.0", '  registry_project_id = "acme-images"\n', "WI305"),
        ("", ">= 14.0, < 20.0", '  registry_project_id = "acme-images"\n', "WI305"),
        ("", "~> 13.1", '  registry_project_id = "acme-images"\n', None),
        ("", "< 20.0", '  registry_project_id = "acme-images"\n', None),  # 13 may be taken
        ("//modules/private-cluster", "26.0.0", "  skip_provisioners = true\n", "WI305"),
        ("//modules/private-cluster", "25.0.0", "  skip_provisioners = true\n", None),
        ("//modules/gke-standard-cluster", "39.0.0", '  project = "acme-prod"\n', "WI305"),
        ("", "~> 30.0", '  node_metadata = "SECURE"\n', "WI318"),
        ("", "~> 30.0", '  node_metadata = "GKE_METADATA_SERVER"\n', None),  # the module translates it
        ("", "~> 30.0", '  node_pools = [{ name = "a", node_metadata = "GKE_METADATA_SERVER" }]\n', "WI318"),
        ("", "~> 18.0", '  node_pools = [{ name = "a", node_metadata = "GKE_METADATA_SERVER" }]\n', None),
        ("", "~> 18.0", '  node_metadata = "SECURE"\n', None),
    ],
)
def test_an_upgraded_module_is_told_of_what_it_has_no_more(
    module: str, version: str, arguments: str, rule: str | None, lint_texts: Callable[..., Report]
) -> None:
    results = lint_texts({"gke.tf": UPGRADED % (module, version, arguments)}).results
    told = [(one.rule.id, one.finding.at.path) for one in results if one.rule.id in ("WI305", "WI318")]
    assert told == ([(rule, "gke.tf")] if rule else [])
