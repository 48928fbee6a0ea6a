variable "project_id" { type = string }
variable "members" { type = map(string) }

resource "google_pubsub_topic" "readings" {
  project = var.project_id
  name    = "meter-readings"
}

resource "google_bigquery_dataset" "forecast" {
  project    = var.project_id
  dataset_id = "load_forecast"
  location   = "EU"
}

resource "google_storage_bucket" "models" {
  project                     = var.project_id
  name                        = "${var.project_id}-forecast-models"
  location                    = "EU"
  uniform_bucket_level_access = true
}

resource "google_pubsub_topic_iam_member" "ingest_publishes" {
  project = var.project_id
  topic   = google_pubsub_topic.readings.name
  role    = "roles/pubsub.publisher"
  member  = var.members["meter-ingest"]
}

resource "google_bigquery_dataset_iam_member" "forecast_writes" {
  project    = var.project_id
  dataset_id = google_bigquery_dataset.forecast.dataset_id
  role       = "roles/bigquery.dataEditor"
  member     = var.members["load-forecast"]
}

resource "google_project_iam_member" "forecast_jobs" {
  project = var.project_id
  role    = "roles/bigquery.jobUser"
  member  = var.members["load-forecast"]
}

resource "google_storage_bucket_iam_member" "forecast_models" {
  bucket = google_storage_bucket.models.name
  role   = "roles/storage.objectViewer"
  member = var.members["load-forecast"]
}
