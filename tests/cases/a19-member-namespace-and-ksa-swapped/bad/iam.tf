variable "project_id" {
  type    = string
  default = "acme-sec"
}

resource "google_service_account" "vault" {
  project      = var.project_id
  account_id   = "acme-vault"
  display_name = "acme-vault"
}

resource "google_storage_bucket_iam_member" "vault_bucket" {
  bucket = "acme-vault-storage"
  role   = "roles/storage.objectUser"
  member = "serviceAccount:${google_service_account.vault.email}"
}

module "vault_wi" {
  source  = "terraform-google-modules/iam/google//modules/service_accounts_iam"
  version = "~> 7.7"

  project          = var.project_id
  service_accounts = [google_service_account.vault.email]
  mode             = "additive"
  bindings = {
    "roles/iam.workloadIdentityUser" = [
      "serviceAccount:${var.project_id}.svc.id.goog[vault/services]"
    ]
  }
}

resource "google_service_account" "audit" {
  project      = var.project_id
  account_id   = "acme-audit"
  display_name = "acme-audit"
}

resource "google_storage_bucket_iam_member" "audit_bucket" {
  bucket = "acme-audit-log"
  role   = "roles/storage.objectCreator"
  member = "serviceAccount:${google_service_account.audit.email}"
}

module "audit_wi" {
  source  = "terraform-google-modules/iam/google//modules/service_accounts_iam"
  version = "~> 7.7"

  project          = var.project_id
  service_accounts = [google_service_account.audit.email]
  mode             = "additive"
  bindings = {
    "roles/iam.workloadIdentityUser" = [
      "serviceAccount:${var.project_id}.svc.id.goog[services/audit-shipper]"
    ]
  }
}
