resource "google_storage_bucket" "raw" {
  project                     = var.project
  name                        = "holmgren-lake-raw-${var.environment}"
  location                    = "EUROPE-NORTH1"
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "raw_writer" {
  bucket = google_storage_bucket.raw.name
  role   = "roles/storage.objectUser"
  member = "serviceAccount:${var.writer}"
}

resource "google_bigquery_dataset" "marts" {
  project    = var.project
  dataset_id = "marts"
  location   = "europe-north1"
}

resource "google_bigquery_dataset_iam_member" "marts_writer" {
  project    = var.project
  dataset_id = google_bigquery_dataset.marts.dataset_id
  role       = "roles/bigquery.dataEditor"
  member     = "serviceAccount:${var.writer}"
}

resource "google_bigquery_dataset_iam_member" "marts_reader" {
  project    = var.project
  dataset_id = google_bigquery_dataset.marts.dataset_id
  role       = "roles/bigquery.dataViewer"
  member     = "serviceAccount:${var.reader}"
}

resource "google_project_iam_member" "jobs" {
  for_each = {
    writer = var.writer
    reader = var.reader
  }

  project = var.project
  role    = "roles/bigquery.jobUser"
  member  = "serviceAccount:${each.value}"
}
