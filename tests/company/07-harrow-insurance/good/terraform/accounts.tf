locals {
  apps = toset(["claims-api", "quote-engine", "doc-vault"])
  emails = {
    for app in local.apps : app => "${app}@${var.identity_project}.iam.gserviceaccount.com"
  }
}

resource "google_service_account" "app" {
  for_each = local.apps

  project      = var.identity_project
  account_id   = each.key
  display_name = "policy/${each.key} (${var.environment})"
}

module "impersonation" {
  source   = "terraform-google-modules/iam/google//modules/service_accounts_iam"
  version  = "~> 8.1"
  for_each = local.emails

  project          = var.identity_project
  service_accounts = [each.value]
  mode             = "additive"

  bindings = {
    "roles/iam.workloadIdentityUser" = [
      "serviceAccount:${var.core_project}.svc.id.goog[policy/${each.key}]",
    ]
  }

  depends_on = [
    google_container_cluster.policy,
    google_service_account.app,
  ]
}
