variable "project_id" {
  type    = string
  default = "acme-ml"
}

resource "google_service_account" "argo_artifacts" {
  project      = var.project_id
  account_id   = "argo-artifacts"
  display_name = "argo-artifacts"
}

resource "google_storage_bucket_iam_member" "argo_artifacts_bucket" {
  bucket = "acme-argo-artifacts"
  role   = "roles/storage.objectUser"
  member = "serviceAccount:${google_service_account.argo_artifacts.email}"
}

resource "google_service_account_iam_member" "argo_wi" {
  for_each           = toset(["argo/argo-server", "argo/argo-workflow"])
  service_account_id = google_service_account.argo_artifacts.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[${each.value}]"
}
