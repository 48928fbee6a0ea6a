resource "google_service_account" "flux_source" {
  project    = "twite-platform-prod"
  account_id = "flux-source"
}

resource "google_service_account_iam_member" "flux_source" {
  service_account_id = google_service_account.flux_source.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:twite-platform-prod.svc.id.goog[flux-system/source-controller]"
}

resource "google_artifact_registry_repository_iam_member" "flux_source" {
  project    = "twite-platform-prod"
  location   = "europe"
  repository = "charts"
  role       = "roles/artifactregistry.reader"
  member     = google_service_account.flux_source.member
}
