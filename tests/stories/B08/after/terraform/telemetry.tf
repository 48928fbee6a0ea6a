resource "google_pubsub_topic" "telemetry" {
    name = "telemetry"
}

resource "google_pubsub_subscription" "telemetry_sink" {
    name                 = "telemetry-sink"
    topic                = google_pubsub_topic.telemetry.id
    ack_deadline_seconds = 60
}

# gateway: publishes
resource "google_pubsub_topic_iam_member" "gateway" {
    topic  = google_pubsub_topic.telemetry.name
    role   = "roles/pubsub.publisher"
    member = "principal://iam.googleapis.com/projects/${var.project_number}/locations/global/workloadIdentityPools/${var.project}.svc.id.goog/subject/ns/iot/sa/gateway"
}

# sink: consumes
resource "google_pubsub_subscription_iam_member" "sink" {
    subscription = google_pubsub_subscription.telemetry_sink.name
    role         = "roles/pubsub.subscriber"
    member       = "principal://iam.googleapis.com/projects/${var.project_number}/locations/global/workloadIdentityPools/${var.project}.svc.id.goog/subject/ns/iot/sa/telemetry-sink"
}
