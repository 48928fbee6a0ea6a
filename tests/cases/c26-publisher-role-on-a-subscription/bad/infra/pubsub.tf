resource "google_pubsub_topic" "outbox" {
  project = var.project_id
  name    = "outbox"
}

resource "google_pubsub_subscription" "outbox_worker" {
  project              = var.project_id
  name                 = "outbox-worker"
  topic                = google_pubsub_topic.outbox.id
  ack_deadline_seconds = 60
}
