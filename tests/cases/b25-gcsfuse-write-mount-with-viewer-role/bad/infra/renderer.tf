resource "google_service_account" "renderer" {
  project    = "hazel-vfx"
  account_id = "renderer"
}

resource "google_service_account_iam_member" "renderer" {
  service_account_id = google_service_account.renderer.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:hazel-vfx.svc.id.goog[render/renderer]"
}

resource "google_storage_bucket_iam_member" "scenes" {
  bucket = google_storage_bucket.scenes.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.renderer.member
}

resource "google_storage_bucket_iam_member" "frames" {
  bucket = google_storage_bucket.frames.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.renderer.member
}
