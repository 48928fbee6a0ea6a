resource "google_service_account" "metrics_export" {
  project    = "heron-obs-prod"
  account_id = "metrics-export"
}

resource "google_service_account_iam_member" "metrics_export" {
  service_account_id = google_service_account.metrics_export.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:heron-obs-prod.svc.id.goog[observability/metrics-export]"
}

resource "google_storage_bucket_iam_member" "metrics_export" {
  bucket = "heron-obs-metrics"
  role   = "roles/storage.objectCreator"
  member = google_service_account.metrics_export.member
}
