resource "google_service_account" "ci_build" {
  project    = "tansy-ci"
  account_id = "ci-build"
}

resource "google_artifact_registry_repository_iam_member" "ci_build" {
  project    = "tansy-ci"
  location   = "europe-west4"
  repository = "images"
  role       = "roles/artifactregistry.writer"
  member     = google_service_account.ci_build.member
}

resource "google_service_account_iam_member" "ci_build" {
  service_account_id = google_service_account.ci_build.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:tansy-ci.svc.id.goog[ci-jobs/ci-build]"
}
