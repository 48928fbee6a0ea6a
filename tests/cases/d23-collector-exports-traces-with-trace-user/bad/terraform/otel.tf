resource "google_service_account" "collector" {
  project    = var.project_id
  account_id = "otel-collector"
}

resource "google_service_account_iam_member" "collector_wi" {
  service_account_id = google_service_account.collector.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[telemetry/otel-collector]"
}

resource "google_project_iam_member" "collector" {
  for_each = toset([
    "roles/cloudtrace.user",
    "roles/monitoring.metricWriter",
    "roles/logging.logWriter",
  ])
  project = var.project_id
  role    = each.key
  member  = google_service_account.collector.member
}
