resource "google_service_account" "image_updater" {
  project      = var.project_id
  account_id   = "image-updater"
  display_name = "Argo CD image updater"
}

resource "google_artifact_registry_repository_iam_member" "image_updater" {
  project    = var.project_id
  location   = "europe-west1"
  repository = "apps"
  role       = "roles/artifactregistry.reader"
  member     = google_service_account.image_updater.member
}

resource "google_service_account_iam_member" "image_updater" {
  service_account_id = google_service_account.image_updater.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[${var.namespace}/argocd-image-updater]"
}
