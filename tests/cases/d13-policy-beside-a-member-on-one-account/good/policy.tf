data "google_iam_policy" "dispatcher" {
  binding {
    role    = "roles/iam.serviceAccountUser"
    members = ["group:release-engineers@magnolia.example"]
  }
  binding {
    role    = "roles/iam.workloadIdentityUser"
    members = ["serviceAccount:${var.project_id}.svc.id.goog[parcels/dispatcher]"]
  }
}

resource "google_service_account_iam_policy" "dispatcher" {
  service_account_id = google_service_account.dispatcher.name
  policy_data        = data.google_iam_policy.dispatcher.policy_data
}
