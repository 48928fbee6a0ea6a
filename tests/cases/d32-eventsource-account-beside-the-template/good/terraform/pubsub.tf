locals {
  project = "sumac-media"
}

resource "google_pubsub_topic" "uploads" {
  project = local.project
  name    = "uploads"
}

resource "google_pubsub_subscription" "uploads" {
  project = local.project
  name    = "uploads-argo"
  topic   = google_pubsub_topic.uploads.id
}

resource "google_pubsub_subscription_iam_member" "eventsource" {
  project      = local.project
  subscription = google_pubsub_subscription.uploads.name
  role         = "roles/pubsub.subscriber"
  member       = google_service_account.eventsource.member
}
