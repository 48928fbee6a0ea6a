resource "google_service_account" "uploads" {
  project    = "godwit-web-prod"
  account_id = "rails-uploads"
}

resource "google_service_account_iam_member" "uploads_wi" {
  service_account_id = google_service_account.uploads.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:godwit-web-prod.svc.id.goog[web/uploads]"
}

resource "google_storage_bucket_iam_member" "uploads" {
  bucket = "godwit-web-uploads"
  role   = "roles/storage.objectUser"
  member = google_service_account.uploads.member
}

resource "google_service_account_iam_member" "uploads_sign" {
  service_account_id = google_service_account.uploads.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = google_service_account.uploads.member
}
