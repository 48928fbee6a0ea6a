resource "google_service_account" "claims_payout" {
  account_id   = "claims-payout"
  display_name = "Claims payout"
}

resource "google_project_iam_member" "claims_payout" {
  project = var.project_id
  role    = "roles/cloudtasks.enqueuer"
  member  = "serviceAccount:${google_service_account.claims_payout.email}"
}
