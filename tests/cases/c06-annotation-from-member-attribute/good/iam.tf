resource "google_service_account" "geocoder" {
  project    = var.project_id
  account_id = "geocoder"
}

resource "google_service_account_iam_member" "geocoder_wi" {
  service_account_id = google_service_account.geocoder.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[geo/geocoder]"
}

resource "google_bigquery_dataset_iam_member" "geocoder" {
  project    = var.project_id
  dataset_id = "addresses"
  role       = "roles/bigquery.dataViewer"
  member     = google_service_account.geocoder.member
}
