variable "project_id" {
  type    = string
  default = "acme-traces"
}

resource "google_service_account" "tempo" {
  project      = var.project_id
  account_id   = "grafana-tempo"
  display_name = "grafana-tempo"
}

resource "google_service_account_iam_member" "tempo_wi" {
  service_account_id = google_service_account.tempo.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[tempo/tempo]"
}

resource "google_storage_bucket_iam_member" "tempo_bucket" {
  bucket = "acme-tempo"
  role   = "roles/storage.objectAdmin"
  member = "serviceAccount:${google_service_account.tempo.email}"
}

resource "google_storage_bucket_iam_member" "tempo_legacy_reader" {
  bucket = "acme-tempo"
  role   = "roles/storage.legacyBucketReader"
  member = "serviceAccount:${google_service_account.tempo.email}"
}

resource "google_service_account" "loki" {
  project      = var.project_id
  account_id   = "grafana-loki"
  display_name = "grafana-loki"
}

resource "google_service_account_iam_member" "loki_wi" {
  service_account_id = google_service_account.loki.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[loki/loki]"
}

resource "google_storage_bucket_iam_member" "loki_bucket" {
  bucket = "acme-loki"
  role   = "roles/storage.objectAdmin"
  member = "serviceAccount:${google_service_account.loki.email}"
}

resource "google_storage_bucket_iam_member" "loki_legacy_reader" {
  bucket = "acme-loki"
  role   = "roles/storage.legacyBucketReader"
  member = "serviceAccount:${google_service_account.loki.email}"
}
