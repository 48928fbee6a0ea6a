resource "google_service_account" "loader" {
  project    = var.project_id
  account_id = "etl-loader"
}

resource "google_service_account" "exporter" {
  project    = var.project_id
  account_id = "etl-exporter"
}

resource "google_service_account_iam_member" "loader" {
  service_account_id = google_service_account.loader.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[etl/loader]"
}

resource "google_service_account_iam_member" "exporter" {
  service_account_id = google_service_account.exporter.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[etl/exporter]"
}

resource "google_storage_bucket_iam_member" "loader" {
  bucket = "sanderling-etl-landing"
  role   = "roles/storage.objectViewer"
  member = google_service_account.loader.member
}

resource "google_storage_bucket_iam_member" "exporter" {
  bucket = "sanderling-etl-exports"
  role   = "roles/storage.objectCreator"
  member = google_service_account.exporter.member
}
