resource "google_pubsub_topic_iam_member" "api" {
  project = var.project_id
  topic   = google_pubsub_topic.outbox.name
  role    = "roles/pubsub.publisher"
  member  = google_service_account.mail["mail-api"].member
}

resource "google_pubsub_subscription_iam_member" "worker" {
  project      = var.project_id
  subscription = google_pubsub_subscription.outbox_worker.name
  role         = "roles/pubsub.subscriber"
  member       = google_service_account.mail["mail-worker"].member
}
