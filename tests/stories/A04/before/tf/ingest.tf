resource "google_service_account" "sensor_ingest" {
  account_id   = "sensor-ingest"
  display_name = "MQTT -> BigQuery ingest"
}

resource "google_service_account_iam_member" "sensor_ingest" {
  service_account_id = google_service_account.sensor_ingest.id
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.project}.svc.id.goog[telemetry/sensor-ingest]"
}

resource "google_bigquery_dataset" "sensors_raw" {
  dataset_id = "sensors_raw"
  location   = "europe-west4"
}

resource "google_bigquery_dataset_iam_member" "sensor_ingest" {
  dataset_id = google_bigquery_dataset.sensors_raw.dataset_id
  role       = "roles/bigquery.dataEditor"
  member     = "serviceAccount:${google_service_account.sensor_ingest.email}"
}
