resource "google_service_account" "inference" {
  project      = var.project_id
  account_id   = "inference"
  display_name = "inference"
}

resource "google_service_account_iam_member" "inference_wi" {
  service_account_id = google_service_account.inference.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[serving/inference]"

  depends_on = [module.gke]
}

resource "google_storage_bucket_iam_member" "inference_bucket" {
  bucket = "acme-ai-models"
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:${google_service_account.inference.email}"
}

resource "google_service_account" "gateway" {
  project      = var.project_id
  account_id   = "gateway"
  display_name = "gateway"
}

resource "google_service_account_iam_member" "gateway_wi" {
  service_account_id = google_service_account.gateway.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[serving/gateway]"

  depends_on = [module.gke]
}

resource "google_secret_manager_secret_iam_member" "gateway_secret" {
  project   = var.project_id
  secret_id = "gateway-token"
  role      = "roles/secretmanager.secretAccessor"
  member    = "serviceAccount:${google_service_account.gateway.email}"
}
