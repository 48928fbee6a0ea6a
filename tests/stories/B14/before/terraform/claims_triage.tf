resource "google_service_account" "claims_triage" {
  account_id   = "claims-triage"
  display_name = "Claims triage"
}

resource "google_project_iam_member" "claims_triage" {
  project = var.project_id
  role    = "roles/aiplatform.user"
  member  = "serviceAccount:${google_service_account.claims_triage.email}"
}

resource "google_service_account_iam_member" "claims_triage_workload_identity" {
  service_account_id = google_service_account.claims_triage.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.workload_pool}[claims/claims-triage]"
}
