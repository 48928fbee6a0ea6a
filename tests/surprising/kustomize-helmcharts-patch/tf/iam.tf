resource "google_service_account" "media" {
  project    = "acme-prod"
  account_id = "media-worker"
}
resource "google_service_account_iam_member" "media" {
  service_account_id = google_service_account.media.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod.svc.id.goog[media/media-worker]"
}
