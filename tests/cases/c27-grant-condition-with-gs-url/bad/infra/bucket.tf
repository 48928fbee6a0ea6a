resource "google_storage_bucket" "media" {
  project                     = local.project
  name                        = "avocet-media"
  location                    = "EU"
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "thumbs" {
  bucket = google_storage_bucket.media.name
  role   = "roles/storage.objectUser"
  member = google_service_account.thumbs.member
  condition {
    title      = "thumbs-only"
    expression = "resource.name.startsWith('gs://avocet-media/thumbs/')"
  }
}
