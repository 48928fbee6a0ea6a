resource "google_service_account" "media" {
  project    = var.project_id
  account_id = "media-web"
}

resource "google_service_account_iam_member" "media_wi" {
  service_account_id = google_service_account.media.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[web/media-web]"
}

# signed URLs
resource "google_service_account_iam_member" "media_sign" {
  service_account_id = google_service_account.media.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[web/media-web]"
}

resource "google_storage_bucket" "media" {
  project                     = var.project_id
  name                        = "elder-media"
  location                    = "EU"
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "media" {
  bucket = google_storage_bucket.media.name
  role   = "roles/storage.objectUser"
  member = google_service_account.media.member
}
