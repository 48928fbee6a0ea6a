variable "project_id" {
  type    = string
  default = "acme-shared"
}

resource "google_service_account" "eso" {
  project      = var.project_id
  account_id   = "external-secrets"
  display_name = "external-secrets"
}

resource "google_service_account_iam_member" "eso_wi" {
  service_account_id = google_service_account.eso.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[external-secrets/external-secrets]"
}

resource "google_secret_manager_secret_iam_member" "eso_secret" {
  project   = var.project_id
  secret_id = "db-password"
  role      = "roles/secretmanager.secretAccessor"
  member    = "serviceAccount:${google_service_account.eso.email}"
}

resource "google_service_account" "reloader" {
  project      = var.project_id
  account_id   = "artifact-puller"
  display_name = "artifact-puller"
}

resource "google_service_account_iam_member" "reloader_wi" {
  service_account_id = google_service_account.reloader.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[tools/artifact-puller]"
}

resource "google_storage_bucket_iam_member" "reloader_bucket" {
  bucket = "acme-artifacts"
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:${google_service_account.reloader.email}"
}
