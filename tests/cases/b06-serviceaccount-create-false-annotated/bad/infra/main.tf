resource "google_service_account" "ledger_api" {
  project    = "skerry-pay"
  account_id = "ledger-api"
}

resource "google_project_iam_member" "ledger_api_sql" {
  project = "skerry-pay"
  role    = "roles/cloudsql.client"
  member  = google_service_account.ledger_api.member
}

resource "google_service_account_iam_member" "ledger_api_wi" {
  service_account_id = google_service_account.ledger_api.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:skerry-pay.svc.id.goog[ledger/ledger-api]"
}
