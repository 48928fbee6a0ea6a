resource "google_storage_bucket" "documents" {
  name                        = "${local.data_project}-documents"
  location                    = "US"
  uniform_bucket_level_access = true

  retention_policy {
    retention_period = local.retention_days * 86400
  }
}

resource "google_storage_bucket" "claims_inbox" {
  name                        = "${local.data_project}-claims-inbox"
  location                    = "US"
  uniform_bucket_level_access = true
}

resource "google_bigquery_dataset" "claims" {
  dataset_id = "claims"
  location   = "US"
}

resource "google_storage_bucket_iam_member" "api_documents" {
  bucket = google_storage_bucket.documents.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.app["records-api"].member
}

resource "google_storage_bucket_iam_member" "importer_inbox" {
  bucket = google_storage_bucket.claims_inbox.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.app["claims-importer"].member
}

resource "google_bigquery_dataset_iam_member" "importer_claims" {
  dataset_id = google_bigquery_dataset.claims.dataset_id
  role       = "roles/bigquery.dataEditor"
  member     = google_service_account.app["claims-importer"].member
}

resource "google_project_iam_member" "importer_jobs" {
  project = local.data_project
  role    = "roles/bigquery.jobUser"
  member  = google_service_account.app["claims-importer"].member
}
