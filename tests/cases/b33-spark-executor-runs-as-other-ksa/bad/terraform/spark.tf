resource "google_service_account" "spark_etl" {
  project    = "vetch-analytics"
  account_id = "spark-etl"
}

resource "google_service_account_iam_member" "spark_etl" {
  service_account_id = google_service_account.spark_etl.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:vetch-analytics.svc.id.goog[analytics/spark-gcs]"
}

resource "google_storage_bucket_iam_member" "spark_etl" {
  for_each = {
    "vetch-analytics-jars"    = "roles/storage.objectViewer"
    "vetch-analytics-raw"     = "roles/storage.objectViewer"
    "vetch-analytics-curated" = "roles/storage.objectUser"
  }
  bucket = each.key
  role   = each.value
  member = google_service_account.spark_etl.member
}
