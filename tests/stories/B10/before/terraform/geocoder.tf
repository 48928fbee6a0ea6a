locals {
  project = "wayfarer-maps"
}

resource "google_service_account" "geocoder" {
  project      = local.project
  account_id   = "geocoder-prod"
  display_name = "geocoder (production)"
}

resource "google_service_account_iam_binding" "geocoder_workload_identity" {
  service_account_id = google_service_account.geocoder.name
  role               = "roles/iam.workloadIdentityUser"

  members = [
    "serviceAccount:${local.project}.svc.id.goog[geo/geocoder]",
  ]
}

resource "google_storage_bucket_iam_member" "geocoder_tiles" {
  bucket = "wayfarer-maps-tiles"
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:${google_service_account.geocoder.email}"
}
