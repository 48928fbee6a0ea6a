resource "google_bigquery_dataset" "cohorts" {
  project    = var.pools["research"].project_id
  dataset_id = "cohorts"
  location   = var.location
}

resource "google_bigquery_dataset_iam_member" "cohorts_read" {
  project    = google_bigquery_dataset.cohorts.project
  dataset_id = google_bigquery_dataset.cohorts.dataset_id
  role       = "roles/bigquery.dataViewer"
  member     = local.cohort_namespace
}

resource "google_project_iam_member" "cohort_jobs" {
  project = var.pools["research"].project_id
  role    = "roles/bigquery.jobUser"
  member  = local.cohort_builder
}
