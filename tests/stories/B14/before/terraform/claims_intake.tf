resource "google_service_account" "claims_intake" {
  account_id   = "claims-intake"
  display_name = "Claims intake"
}

resource "google_project_iam_member" "claims_intake" {
  project = var.project_id
  role    = "roles/pubsub.publisher"
  member  = "serviceAccount:${google_service_account.claims_intake.email}"
}

resource "google_service_account_iam_member" "claims_intake_workload_identity" {
  service_account_id = google_service_account.claims_intake.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.workload_pool}[claims/claims-intake]"
}
