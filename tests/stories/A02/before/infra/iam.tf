resource "google_service_account" "resizer" {
  project      = var.project
  account_id   = "image-resizer"
  display_name = "Image resizer (GKE media/image-resizer)"
}

resource "google_service_account_iam_member" "resizer_workload_identity" {
  service_account_id = google_service_account.resizer.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${google_container_cluster.media.workload_identity_config[0].workload_pool}[media/image-resizer]"
}

resource "google_storage_bucket_iam_member" "resizer_reads_uploads" {
  bucket = "pixelgrove-uploads"
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:${google_service_account.resizer.email}"
}

resource "google_storage_bucket_iam_member" "resizer_writes_thumbnails" {
  bucket = "pixelgrove-thumbnails"
  role   = "roles/storage.objectUser"
  member = "serviceAccount:${google_service_account.resizer.email}"
}

resource "google_pubsub_subscription_iam_member" "resizer_pulls" {
  project      = var.project
  subscription = "uploads-resize"
  role         = "roles/pubsub.subscriber"
  member       = "serviceAccount:${google_service_account.resizer.email}"
}
