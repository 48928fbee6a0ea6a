resource "google_service_account" "api" {
  project      = var.project_id
  account_id   = "team-a-api"
  display_name = "team-a-api"
}

resource "google_service_account_iam_member" "api_wi" {
  service_account_id = google_service_account.api.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[team-a/api]"

  depends_on = [google_container_cluster.team_a]
}

resource "google_pubsub_subscription_iam_member" "api_sub" {
  project      = var.project_id
  subscription = "team-a-jobs"
  role         = "roles/pubsub.subscriber"
  member       = "serviceAccount:${google_service_account.api.email}"
}
