resource "google_service_account_iam_member" "jobs" {
  service_account_id = "projects/acme-prod/serviceAccounts/job-runner@acme-prod.iam.gserviceaccount.com"
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod.svc.id.goog[jobs/runner]"
}
