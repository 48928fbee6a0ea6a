variable "project_id" {
  type    = string
  default = "acme-gitops"
}

resource "google_service_account" "flux_sops" {
  project      = var.project_id
  account_id   = "flux-sops"
  display_name = "flux-sops"
}

resource "google_service_account_iam_member" "flux_sops_wi" {
  service_account_id = google_service_account.flux_sops.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[flux-system/kustomize-controller]"
}

resource "google_kms_crypto_key_iam_member" "sops" {
  crypto_key_id = "projects/acme-gitops/locations/europe-west1/keyRings/sops/cryptoKeys/flux"
  role          = "roles/cloudkms.cryptoKeyDecrypter"
  member        = "serviceAccount:${google_service_account.flux_sops.email}"
}

resource "google_service_account" "flux_source" {
  project      = var.project_id
  account_id   = "flux-source"
  display_name = "flux-source"
}

resource "google_service_account_iam_member" "flux_source_wi" {
  service_account_id = google_service_account.flux_source.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[flux-system/source-controller]"
}

resource "google_storage_bucket_iam_member" "flux_source_bucket" {
  bucket = "acme-gitops-charts"
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:${google_service_account.flux_source.email}"
}
