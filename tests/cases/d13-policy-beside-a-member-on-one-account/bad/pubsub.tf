resource "google_pubsub_subscription" "parcels" {
  project = var.project_id
  name    = "parcels-dispatcher"
  topic   = "projects/${var.project_id}/topics/parcels"
}

resource "google_pubsub_subscription_iam_member" "dispatcher" {
  project      = var.project_id
  subscription = google_pubsub_subscription.parcels.name
  role         = "roles/pubsub.subscriber"
  member       = google_service_account.dispatcher.member
}
