resource "google_service_account" "docs" {
  project    = "wryneck-docs-prod"
  account_id = "docs-archive"
}

resource "google_service_account_iam_member" "docs_wi" {
  service_account_id = google_service_account.docs.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:wryneck-docs-prod.svc.id.goog[docs/archive]"
  depends_on         = [module.cluster]
}

resource "google_storage_bucket_iam_member" "docs" {
  bucket = "wryneck-docs-archive"
  role   = "roles/storage.objectUser"
  member = google_service_account.docs.member
}
