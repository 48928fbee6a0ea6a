resource "google_service_account" "secrets_operator" {
  project      = var.project_id
  account_id   = "secrets-operator"
  display_name = "External Secrets Operator"
}

resource "google_service_account_iam_member" "secrets_operator_wi" {
  service_account_id = google_service_account.secrets_operator.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[external-secrets/external-secrets]"
}

resource "google_secret_manager_secret" "app" {
  for_each  = toset(["checkout-db", "checkout-smtp"])
  project   = var.project_id
  secret_id = each.key
  replication {
    auto {}
  }
}

resource "google_secret_manager_secret_iam_member" "secrets_operator" {
  for_each  = google_secret_manager_secret.app
  project   = var.project_id
  secret_id = each.value.secret_id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.secrets_operator.member
}
