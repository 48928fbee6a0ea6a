variable "project_id" {
  type    = string
  default = "acme-mon"
}

resource "google_service_account" "thanos" {
  project      = var.project_id
  account_id   = "thanos"
  display_name = "thanos"
}

resource "google_service_account_iam_member" "thanos_wi" {
  service_account_id = google_service_account.thanos.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[monitoring/thanos-sidecar]"
}

resource "google_storage_bucket_iam_member" "thanos_bucket" {
  bucket = "acme-thanos"
  role   = "roles/storage.objectUser"
  member = "serviceAccount:${google_service_account.thanos.email}"
}

resource "google_service_account" "thanos_store" {
  project      = var.project_id
  account_id   = "thanos-store"
  display_name = "thanos-store"
}

resource "google_service_account_iam_member" "thanos_store_wi" {
  service_account_id = google_service_account.thanos_store.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[monitoring/thanos-store]"
}

resource "google_storage_bucket_iam_member" "thanos_store_bucket" {
  bucket = "acme-thanos"
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:${google_service_account.thanos_store.email}"
}
