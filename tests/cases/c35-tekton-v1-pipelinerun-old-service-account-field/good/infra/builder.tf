resource "google_service_account" "builder" {
  project    = "ouzel-ci-prod"
  account_id = "image-builder"
}

resource "google_service_account_iam_member" "builder" {
  service_account_id = google_service_account.builder.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:ouzel-ci-prod.svc.id.goog[ci/image-builder]"
}

resource "google_artifact_registry_repository_iam_member" "builder" {
  project    = "ouzel-ci-prod"
  location   = "europe"
  repository = "images"
  role       = "roles/artifactregistry.writer"
  member     = google_service_account.builder.member
}
