resource "google_storage_bucket" "backups" {
  name                        = "oakmoor-data-backups"
  location                    = "EUROPE-WEST2"
  uniform_bucket_level_access = true
}

resource "google_service_account" "backup" {
  account_id   = "vault-backup"
  display_name = "Backup jobs"
}

resource "google_storage_bucket_iam_member" "backup" {
  bucket = google_storage_bucket.backups.name
  role   = "roles/storage.objectAdmin"
  member = "serviceAccount:${google_service_account.backup.email}"
}

resource "google_service_account_iam_member" "backup_wi" {
  service_account_id = google_service_account.backup.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.project_id}.svc.id.goog[backup/backup]"
}
