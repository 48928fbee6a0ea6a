variable "project_id" {
  type    = string
  default = "acme-obs"
}

resource "google_service_account" "loki" {
  project      = var.project_id
  account_id   = "loki-gcs"
  display_name = "loki-gcs"
}

resource "google_storage_bucket_iam_member" "loki_bucket" {
  bucket = "acme-loki-chunks"
  role   = "roles/storage.objectUser"
  member = "serviceAccount:${google_service_account.loki.email}"
}

resource "google_service_account_iam_binding" "loki" {
  service_account_id = google_service_account.loki.name
  role               = "roles/iam.workloadIdentityUser"
  members = [
    "serviceAccount:${var.project_id}.svc.id.goog[logging/loki-gcs-enabled]"
  ]
}

resource "google_service_account" "mimir" {
  project      = var.project_id
  account_id   = "mimir-gcs"
  display_name = "mimir-gcs"
}

resource "google_storage_bucket_iam_member" "mimir_bucket" {
  bucket = "acme-mimir-blocks"
  role   = "roles/storage.objectUser"
  member = "serviceAccount:${google_service_account.mimir.email}"
}

resource "google_service_account_iam_binding" "mimir" {
  service_account_id = google_service_account.mimir.name
  role               = "roles/iam.workloadIdentityUser"
  members = [
    "serviceAccount:${var.project_id}.svc.id.goog[metrics/mimir]"
  ]
}
