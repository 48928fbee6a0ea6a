resource "google_storage_bucket" "documents" {
  name                        = "${local.env.project}-documents"
  location                    = local.region
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "intake" {
  bucket = google_storage_bucket.documents.name
  role   = "roles/storage.objectCreator"
  member = google_service_account.intake.member
}

resource "google_storage_bucket_iam_member" "assessor" {
  bucket = google_storage_bucket.documents.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.assessor.member
}

resource "google_bigquery_dataset" "assessments" {
  dataset_id = "assessments"
  location   = local.region
}

resource "google_bigquery_dataset_iam_member" "assessor" {
  dataset_id = google_bigquery_dataset.assessments.dataset_id
  role       = "roles/bigquery.dataEditor"
  member     = google_service_account.assessor.member
}
