resource "google_service_account" "portal_files" {
  project    = "ruff-portal-prod"
  account_id = "portal-files"
}

resource "google_service_account_iam_member" "portal_files" {
  service_account_id = google_service_account.portal_files.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:ruff-portal-prod.svc.id.goog[portal/portal]"
}

resource "google_storage_bucket_iam_member" "portal_files" {
  bucket = "ruff-portal-files"
  role   = "roles/storage.objectUser"
  member = google_service_account.portal_files.member
}
