resource "google_bigquery_dataset" "marts" {
  project    = local.project
  dataset_id = "marts"
  location   = "EU"
}

resource "google_bigquery_dataset_iam_member" "dbt_editor" {
  project    = local.project
  dataset_id = google_bigquery_dataset.marts.dataset_id
  role       = "roles/bigquery.dataEditor"
  member     = google_service_account.dbt.member
}

resource "google_project_iam_member" "dbt_jobs" {
  project = local.project
  role    = "roles/bigquery.jobUser"
  member  = google_service_account.dbt.member
}
