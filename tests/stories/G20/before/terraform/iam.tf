resource "google_service_account" "inference" {
  account_id   = "vision-inference"
  display_name = "Vision inference"
}

resource "google_storage_bucket_iam_member" "inference_models" {
  bucket = "argus-vision-models"
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:${google_service_account.inference.email}"
}

resource "google_service_account_iam_member" "inference_wi" {
  service_account_id = google_service_account.inference.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${module.gke.identity_namespace}[inference/inference]"
}
