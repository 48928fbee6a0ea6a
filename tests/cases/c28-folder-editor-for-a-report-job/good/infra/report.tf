resource "google_service_account" "report" {
  project    = var.project_id
  account_id = "cost-report"
}

resource "google_service_account_iam_member" "report" {
  service_account_id = google_service_account.report.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[finops/cost-report]"
}

resource "google_bigquery_dataset_iam_member" "report" {
  project    = var.project_id
  dataset_id = "billing_export"
  role       = "roles/bigquery.dataViewer"
  member     = google_service_account.report.member
}
