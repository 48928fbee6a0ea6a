resource "google_service_account" "velero" {
  project    = var.project_id
  account_id = "velero-backup"
}

resource "google_service_account_iam_member" "velero_wi" {
  service_account_id = google_service_account.velero.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[velero/velero-server]"
}

resource "google_storage_bucket_iam_member" "velero" {
  bucket = "smew-platform-backups"
  role   = "roles/storage.objectAdmin"
  member = google_service_account.velero.member
}
