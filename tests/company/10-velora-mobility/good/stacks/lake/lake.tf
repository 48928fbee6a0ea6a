resource "google_bigquery_dataset" "trips" {
  dataset_id = "trips"
  location   = "southamerica-east1"
}

resource "google_storage_bucket" "raw" {
  name                        = "velora-raw-trips-${var.environment}"
  location                    = "SOUTHAMERICA-EAST1"
  uniform_bucket_level_access = true
}

resource "google_storage_bucket" "tariffs" {
  name                        = "velora-tariffs-${var.environment}"
  location                    = "SOUTHAMERICA-EAST1"
  uniform_bucket_level_access = true
}

resource "google_pubsub_topic" "trips" {
  name = "trips"
}

resource "google_pubsub_subscription" "ingest" {
  name  = "trip-ingest"
  topic = google_pubsub_topic.trips.id
}
