variable "project_id" {
  type    = string
  default = "acme-pay"
}

resource "google_service_account" "checkout_secrets" {
  project      = var.project_id
  account_id   = "checkout-secrets"
  display_name = "checkout-secrets"
}

resource "google_service_account_iam_member" "checkout_secrets_wi" {
  service_account_id = google_service_account.checkout_secrets.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[checkout/secrets-reader]"
}

resource "google_secret_manager_secret_iam_member" "checkout_secrets_secret" {
  project   = var.project_id
  secret_id = "checkout-db"
  role      = "roles/secretmanager.secretAccessor"
  member    = "serviceAccount:${google_service_account.checkout_secrets.email}"
}

resource "google_service_account" "ledger_secrets" {
  project      = var.project_id
  account_id   = "ledger-secrets"
  display_name = "ledger-secrets"
}

resource "google_service_account_iam_member" "ledger_secrets_wi" {
  service_account_id = google_service_account.ledger_secrets.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[ledger/secrets-reader]"
}

resource "google_secret_manager_secret_iam_member" "ledger_secrets_secret" {
  project   = var.project_id
  secret_id = "ledger-db"
  role      = "roles/secretmanager.secretAccessor"
  member    = "serviceAccount:${google_service_account.ledger_secrets.email}"
}
