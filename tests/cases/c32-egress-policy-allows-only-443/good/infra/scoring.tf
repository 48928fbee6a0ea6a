resource "google_service_account" "scoring" {
  project    = "linnet-risk-prod"
  account_id = "risk-scoring"
}

resource "google_service_account_iam_member" "scoring_wi" {
  service_account_id = google_service_account.scoring.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:linnet-risk-prod.svc.id.goog[risk/scoring]"
}

resource "google_storage_bucket_iam_member" "scoring" {
  bucket = "linnet-risk-models"
  role   = "roles/storage.objectViewer"
  member = google_service_account.scoring.member
}
