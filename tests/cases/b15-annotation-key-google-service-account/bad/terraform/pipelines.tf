resource "google_service_account" "runner" {
  project    = "yarrow-ml"
  account_id = "pipeline-runner"
}

resource "google_storage_bucket_iam_member" "runner" {
  bucket = "yarrow-ml-models"
  role   = "roles/storage.objectUser"
  member = google_service_account.runner.member
}

resource "google_service_account_iam_binding" "runner" {
  service_account_id = google_service_account.runner.name
  role               = "roles/iam.workloadIdentityUser"
  members = [
    "serviceAccount:yarrow-ml.svc.id.goog[pipelines/workflow-runner]",
  ]
}
