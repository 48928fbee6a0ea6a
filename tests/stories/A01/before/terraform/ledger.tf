resource "google_service_account" "ledger_api" {
  account_id   = "ledger-api"
  display_name = "Ledger API"
}

resource "google_service_account_iam_member" "ledger_api_wi" {
  service_account_id = google_service_account.ledger_api.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:tallyhouse-prod.svc.id.goog[ledger/ledger-api]"
}

resource "google_secret_manager_secret" "db_password" {
  secret_id = "ledger-db-password"
  replication {
    auto {}
  }
}

resource "google_secret_manager_secret_iam_member" "ledger_api_db_password" {
  secret_id = google_secret_manager_secret.db_password.id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.ledger_api.member
}
