resource "google_service_account" "webhooks" {
  project    = var.project_id
  account_id = "webhook-relay"
}

resource "google_service_account_iam_member" "webhooks_wi" {
  service_account_id = google_service_account.webhooks.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${google_container_cluster.main.workload_identity_config[0].workload_pool}.svc.id.goog[hooks/webhook-relay]"
}

resource "google_pubsub_topic" "hooks" {
  project = var.project_id
  name    = "hooks"
}

resource "google_pubsub_topic_iam_member" "webhooks" {
  project = var.project_id
  topic   = google_pubsub_topic.hooks.name
  role    = "roles/pubsub.publisher"
  member  = google_service_account.webhooks.member
}
