resource "google_service_account" "trainer" {
  project    = "phalarope-ml-prod"
  account_id = "model-trainer"
}

resource "google_service_account_iam_member" "trainer_wi" {
  service_account_id = google_service_account.trainer.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:phalarope-ml-prod.svc.id.goog[training/trainer]"
  depends_on         = [module.cluster]
}

resource "google_storage_bucket_iam_member" "trainer" {
  bucket = "phalarope-ml-models"
  role   = "roles/storage.objectUser"
  member = google_service_account.trainer.member
}
