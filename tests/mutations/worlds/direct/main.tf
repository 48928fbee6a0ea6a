resource "google_container_cluster" "main" {
  project          = "acme-prod"
  name             = "main"
  location         = "europe-west1"
  enable_autopilot = true
}

resource "google_storage_bucket" "media" {
  project                     = "acme-prod"
  name                        = "acme-media"
  location                    = "EU"
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "encoder" {
  bucket     = google_storage_bucket.media.name
  role       = "roles/storage.objectUser"
  member     = "principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/acme-prod.svc.id.goog/subject/ns/media/sa/encoder"
  depends_on = [google_container_cluster.main]
}

resource "google_storage_bucket_iam_member" "player" {
  bucket     = google_storage_bucket.media.name
  role       = "roles/storage.objectViewer"
  member     = "principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/acme-prod.svc.id.goog/subject/ns/media/sa/player"
  depends_on = [google_container_cluster.main]
}
