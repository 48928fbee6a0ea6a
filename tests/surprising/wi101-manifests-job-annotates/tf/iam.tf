resource "google_service_account_iam_member" "c" {
  service_account_id = "projects/acme-prod/serviceAccounts/media-worker@acme-prod.iam.gserviceaccount.com"
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod.svc.id.goog[media/media-worker]"
}
