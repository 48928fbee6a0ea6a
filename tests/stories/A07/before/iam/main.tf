provider "google" {
  project = var.project_id
}

resource "google_service_account" "reports" {
  account_id   = "report-builder"
  display_name = "Nightly report builder"
}

# The pool belongs to the cluster's project, not to ours.
resource "google_service_account_iam_member" "reports_wi" {
  service_account_id = google_service_account.reports.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.gke_project_id}.svc.id.goog[${var.namespace}/${var.ksa_name}]"
}

resource "google_project_iam_member" "reports_bq_jobs" {
  project = var.project_id
  role    = "roles/bigquery.jobUser"
  member  = "serviceAccount:${google_service_account.reports.email}"
}

resource "google_project_iam_member" "reports_bq_read" {
  project = var.project_id
  role    = "roles/bigquery.dataViewer"
  member  = "serviceAccount:${google_service_account.reports.email}"
}
