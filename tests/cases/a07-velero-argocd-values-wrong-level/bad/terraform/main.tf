variable "project_id" {
  type    = string
  default = "acme-ops"
}

resource "google_service_account" "velero" {
  project      = var.project_id
  account_id   = "velero"
  display_name = "velero"
}

resource "google_service_account_iam_member" "velero_wi" {
  service_account_id = google_service_account.velero.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[velero/velero-server]"
}

resource "google_storage_bucket_iam_member" "velero_bucket" {
  bucket = "acme-velero"
  role   = "roles/storage.objectAdmin"
  member = "serviceAccount:${google_service_account.velero.email}"
}

resource "google_service_account_iam_member" "velero_sign" {
  service_account_id = google_service_account.velero.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = "serviceAccount:${google_service_account.velero.email}"
}

resource "google_service_account" "loki" {
  project      = var.project_id
  account_id   = "loki-gcs"
  display_name = "loki-gcs"
}

resource "google_service_account_iam_member" "loki_wi" {
  service_account_id = google_service_account.loki.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[loki/loki]"
}

resource "google_storage_bucket_iam_member" "loki_bucket" {
  bucket = "acme-loki"
  role   = "roles/storage.objectUser"
  member = "serviceAccount:${google_service_account.loki.email}"
}
