resource "google_service_account" "ray" {
  project    = "bamboo-research"
  account_id = "ray-train"
}

resource "google_service_account_iam_member" "ray_wi" {
  service_account_id = google_service_account.ray.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:bamboo-research.svc.id.goog[ray/ray-train]"
}

resource "google_storage_bucket_iam_member" "ray_datasets" {
  bucket = "bamboo-datasets"
  role   = "roles/storage.objectViewer"
  member = google_service_account.ray.member
}
