resource "google_service_account" "image_server" {
  account_id   = "image-server"
  display_name = "IIIF image server"
}

resource "google_storage_bucket_iam_member" "image_server" {
  bucket = google_storage_bucket.scans.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.image_server.member
}

resource "google_service_account_iam_member" "image_server_wi" {
  service_account_id = google_service_account.image_server.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.project_id}.svc.id.goog[iiif/image-server]"
}
