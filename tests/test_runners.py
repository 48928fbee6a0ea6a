"""Where Terraform itself says that it runs: its own stacks, HCP Terraform's workspaces, Spacelift's stacks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from wi_lint.lint import Report

KSA = """apiVersion: v1
kind: ServiceAccount
metadata:
  name: shop
  namespace: shop
  annotations:
    iam.gke.io/gcp-service-account: shop-app@acme-prod.iam.gserviceaccount.com
"""
IDENTITY = """variable "project" { type = string }
variable "namespace" { type = string }
resource "google_service_account" "app" {
  account_id = "shop-app"
  OWN
}
resource "google_service_account_iam_member" "wi" {
  service_account_id = google_service_account.app.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project}.svc.id.goog[${var.namespace}/shop]"
}
output "email" { value = google_service_account.app.email }
"""
STACK = """variable "project" { type = string }
variable "namespace" { type = string }
provider "google" "main" {
  config {
    project = var.project
  }
}
component "identity" {
  source = "../modules/identity"
  inputs = {
    project   = var.project
    namespace = var.namespace
  }
  providers = {
    google = provider.google.main
  }
}
output "email" {
  type  = string
  value = component.identity.email
}
"""
DEPLOYMENTS = """locals {
  base = "acme"
}
deployment "dev" {
  inputs = {
    project   = "${local.base}-dev"
    namespace = "dev-shop"
  }
}
deployment "prod" {
  inputs = {
    project   = "${local.base}-prod"
    namespace = "NAMESPACE"
  }
}
"""
WORKSPACE = """resource "tfe_workspace" "prod" {
  name              = "shop-prod"
  working_directory = "infra/app"
}
resource "tfe_variable" "project" {
  key          = "project"
  value        = "acme-prod"
  category     = "terraform"
  workspace_id = tfe_workspace.prod.id
}
resource "tfe_variable" "namespace" {
  key          = "TF_VAR_namespace"
  value        = "NAMESPACE"
  category     = "env"
  workspace_id = tfe_workspace.prod.id
}
"""
SPACELIFT = """resource "spacelift_stack" "prod" {
  name         = "shop-prod"
  repository   = "platform"
  project_root = "infra/app"
}
resource "spacelift_environment_variable" "project" {
  stack_id = spacelift_stack.prod.id
  name     = "TF_VAR_project"
  value    = "acme-prod"
}
resource "spacelift_environment_variable" "namespace" {
  stack_id = spacelift_stack.prod.id
  name     = "TF_VAR_namespace"
  value    = "NAMESPACE"
}
"""
OWN = IDENTITY.replace("OWN", "project    = var.project")
TREES = {
    "a stack of Terraform's": {
        "k8s/sa.yaml": KSA,
        "modules/identity/main.tf": IDENTITY.replace("  OWN\n", ""),
        "stack/components.tfcomponent.hcl": STACK,
        "stack/deployments.tfdeploy.hcl": DEPLOYMENTS,
    },
    "a workspace": {"k8s/sa.yaml": KSA, "infra/app/main.tf": OWN, "fleet/main.tf": WORKSPACE},
    "a stack of Spacelift's": {"k8s/sa.yaml": KSA, "infra/app/main.tf": OWN, "fleet/main.tf": SPACELIFT},
}


@pytest.mark.parametrize("tree", TREES.values(), ids=TREES)
@pytest.mark.parametrize("namespace", ["shop", "shpo"])
def test_what_gives_variables_is_followed(
    lint_texts: Callable[..., Report], tree: dict[str, str], namespace: str
) -> None:
    files = {path: text.replace("NAMESPACE", namespace) for path, text in tree.items()}
    found = [
        (one.rule.id, one.finding.at.path)
        for one in lint_texts(files).results
        if one.rule.id in ("WI201", "WI003", "WI001")
    ]
    assert found == ([] if namespace == "shop" else [("WI201", "k8s/sa.yaml")])


def test_a_long_chain_of_local_values_of_deployments_ends(lint_texts: Callable[..., Report]) -> None:
    many = 5_000
    files = {
        "a.tfcomponent.hcl": 'variable "x" {}\ncomponent "a" {\n  source = "./m"\n  inputs = { x = var.x }\n}\n',
        "m/main.tf": 'variable "x" {}\n',
        "a.tfdeploy.hcl": "locals {\n" + "".join(f"  a{n} = local.a{n + 1}\n" for n in range(many))
        + f'  a{many} = "x"\n}}\ndeployment "p" {{\n  inputs = {{ x = local.a0 }}\n}}\n',
    }  # fmt: skip
    assert [one.rule.id for one in lint_texts(files).results] == []


def test_deployments_that_ask_for_too_much_say_so(lint_texts: Callable[..., Report]) -> None:
    wide = "[for a in range(200) : [for b in range(200) : [for c in range(20) : local.x]]]"
    files = {
        "a.tfcomponent.hcl": 'variable "x" {}\ncomponent "a" {\n  source = "./m"\n  inputs = { x = var.x }\n}\n',
        "m/main.tf": 'variable "x" {}\n',
        "a.tfdeploy.hcl": 'locals {\n  x = "x"\n}\n'
        + "".join(f'deployment "p{n}" {{\n  inputs = {{ x = {wide} }}\n}}\n' for n in range(20)),
    }
    said = [one.finding.message for one in lint_texts(files).results if one.rule.id == "WI006"]
    assert any("the deployments ask for more evaluations" in one for one in said), said
