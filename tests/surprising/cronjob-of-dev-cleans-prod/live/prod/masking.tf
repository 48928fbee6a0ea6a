resource "google_service_account" "masking_reader" {
  project      = "acme-prod"
  account_id   = "masking-reader"
  display_name = "masking-reader"
}

resource "google_service_account_iam_member" "masking_reader_wi" {
  service_account_id = google_service_account.masking_reader.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-staging.svc.id.goog[masking/runner]"
}

resource "google_storage_bucket_iam_member" "m" {
  bucket = "acme-prod-orders"
  role   = "roles/storage.objectViewer"
  member = google_service_account.masking_reader.member
}
