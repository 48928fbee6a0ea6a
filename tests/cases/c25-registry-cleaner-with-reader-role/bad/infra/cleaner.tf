resource "google_service_account" "cleaner" {
  project    = "jacana-build-prod"
  account_id = "registry-cleaner"
}

resource "google_service_account_iam_member" "cleaner" {
  service_account_id = google_service_account.cleaner.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:jacana-build-prod.svc.id.goog[maintenance/registry-cleaner]"
}

resource "google_artifact_registry_repository_iam_member" "cleaner" {
  project    = "jacana-build-prod"
  location   = "europe-west1"
  repository = "snapshots"
  role       = "roles/artifactregistry.reader"
  member     = google_service_account.cleaner.member
}
