variable "project" {}

resource "google_service_account" "deployer" {
  project      = var.project
  account_id   = "deployer"
  display_name = "deployer"
}

resource "google_service_account_iam_member" "deployer_wi" {
  service_account_id = google_service_account.deployer.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod.svc.id.goog[ci/runner]"
}
