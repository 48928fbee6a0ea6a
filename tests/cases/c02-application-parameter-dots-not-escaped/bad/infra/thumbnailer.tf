resource "google_service_account" "thumbnailer" {
  project    = "dunlin-media-prod"
  account_id = "thumbnailer"
}

resource "google_service_account_iam_member" "thumbnailer" {
  service_account_id = google_service_account.thumbnailer.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:dunlin-media-prod.svc.id.goog[media/thumbnailer]"
}

resource "google_storage_bucket_iam_member" "thumbnailer" {
  bucket = "dunlin-media-originals"
  role   = "roles/storage.objectUser"
  member = google_service_account.thumbnailer.member
}
