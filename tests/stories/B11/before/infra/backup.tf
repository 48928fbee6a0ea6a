# Nightly dumps of the ERP database

resource "google_storage_bucket" "pg_backups" {
  name                        = "saltmarsh-erp-pg-backups"
  project                     = "saltmarsh-erp"
  location                    = "EUROPE-WEST3"
  uniform_bucket_level_access = true

  lifecycle_rule {
    condition { age = 35 }
    action { type = "Delete" }
  }
}

resource "google_service_account" "pg_dump" {
  project    = "saltmarsh-erp"
  account_id = "pg-dump"
}

resource "google_storage_bucket_iam_member" "pg_dump" {
  bucket = google_storage_bucket.pg_backups.name
  role   = "roles/storage.objectUser"
  member = google_service_account.pg_dump.member
}

resource "google_service_account_iam_member" "pg_dump_workload_identity" {
  service_account_id = google_service_account.pg_dump.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:saltmarsh-erp.svc.id.goog[db-backup/pg-dump]"
}
