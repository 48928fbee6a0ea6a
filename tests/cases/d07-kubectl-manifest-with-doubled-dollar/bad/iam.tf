resource "google_service_account" "exporter" {
  project    = var.project_id
  account_id = "usage-exporter"
}

resource "google_service_account_iam_member" "exporter_wi" {
  service_account_id = google_service_account.exporter.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[${var.namespace}/usage-exporter]"
}

resource "google_pubsub_topic" "usage" {
  project = var.project_id
  name    = "usage"
}

resource "google_pubsub_topic_iam_member" "exporter" {
  project = var.project_id
  topic   = google_pubsub_topic.usage.name
  role    = "roles/pubsub.publisher"
  member  = google_service_account.exporter.member
}
