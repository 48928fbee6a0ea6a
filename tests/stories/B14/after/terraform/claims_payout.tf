resource "google_service_account" "claims_payout" {
  account_id   = "claims-payout"
  display_name = "Claims payout"
}

resource "google_project_iam_member" "claims_payout" {
  project = var.project_id
  role    = "roles/cloudtasks.enqueuer"
  member  = "serviceAccount:${google_service_account.claims_payout.email}"
}

resource "google_service_account_iam_member" "claims_payout_workload_identity" {
  service_account_id = google_service_account.claims_payout.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.workload_pool}[claims/claims-payout]"
}
