resource "google_bigquery_dataset_iam_member" "ingest" {
  project    = var.project_id
  dataset_id = "feeds_raw"
  role       = "roles/bigquery.dataEditor"
  member     = "serviceAccount:${module.ingest_identity.gcp_service_account_email}"
}

resource "google_storage_bucket_iam_member" "publish" {
  bucket = "pipit-feeds-public"
  role   = "roles/storage.objectUser"
  member = "serviceAccount:${module.publish_identity.gcp_service_account_email}"
}
