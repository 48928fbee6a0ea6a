resource "google_service_account" "thumbs" {
  project    = "cairn-media-prd"
  account_id = "thumbs"
}

resource "google_service_account_iam_member" "thumbs" {
  service_account_id = google_service_account.thumbs.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:cairn-media-prd.svc.id.goog[thumbs/thumbs]"
}

resource "google_storage_bucket_iam_member" "thumbs" {
  bucket = "cairn-media-prd-thumbs"
  role   = "roles/storage.objectUser"
  member = "serviceAccount:${google_service_account.thumbs.email}"
}
