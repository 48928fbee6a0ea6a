variable "project" {
  type = string
}

variable "workload_pool" {
  type = string
}

variable "assets_bucket" {
  type = string
}

resource "google_service_account" "this" {
  project      = var.project
  account_id   = "media-api"
  display_name = "media-api"
}

resource "google_service_account_iam_member" "workload_identity" {
  service_account_id = google_service_account.this.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.workload_pool}[media/media-api]"
}

resource "google_storage_bucket" "assets" {
  project                     = var.project
  name                        = var.assets_bucket
  location                    = "US"
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "assets" {
  bucket = google_storage_bucket.assets.name
  role   = "roles/storage.objectUser"
  member = google_service_account.this.member
}

resource "google_secret_manager_secret" "db_password" {
  project   = var.project
  secret_id = "media-db-password"

  replication {
    auto {}
  }
}

resource "google_secret_manager_secret_iam_member" "db_password" {
  project   = var.project
  secret_id = google_secret_manager_secret.db_password.secret_id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.this.member
}
