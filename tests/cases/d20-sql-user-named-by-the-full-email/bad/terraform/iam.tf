resource "google_service_account" "ledger_api" {
  project    = var.project_id
  account_id = "ledger-api"
}

resource "google_service_account_iam_member" "ledger_api_wi" {
  service_account_id = google_service_account.ledger_api.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[ledger/ledger-api]"
}

resource "google_project_iam_member" "ledger_api" {
  for_each = toset(["roles/cloudsql.client", "roles/cloudsql.instanceUser"])
  project  = var.project_id
  role     = each.key
  member   = google_service_account.ledger_api.member
}
