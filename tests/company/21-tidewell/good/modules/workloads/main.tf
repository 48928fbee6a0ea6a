resource "google_service_account" "this" {
  for_each = var.service_accounts

  project      = var.project_id
  account_id   = each.key
  display_name = each.value.display_name
}

resource "google_service_account_iam_member" "wi" {
  for_each = var.service_accounts

  service_account_id = google_service_account.this[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.workload_pool}[${var.namespace}/${each.value.ksa}]"
}

resource "google_pubsub_topic" "readings" {
  project = var.project_id
  name    = "meter-readings"
}

resource "google_pubsub_topic_iam_member" "ingest_publishes" {
  project = var.project_id
  topic   = google_pubsub_topic.readings.name
  role    = "roles/pubsub.publisher"
  member  = google_service_account.this["meter-ingest"].member
}

resource "google_storage_bucket" "exports" {
  project                     = var.project_id
  name                        = "tidewell-billing-exports-${var.environment}"
  location                    = var.region
  uniform_bucket_level_access = true

  lifecycle_rule {
    condition {
      age = var.retention_days
    }
    action {
      type = "Delete"
    }
  }
}

resource "google_storage_bucket_iam_member" "export_writes" {
  bucket = google_storage_bucket.exports.name
  role   = "roles/storage.objectUser"
  member = google_service_account.this["billing-export"].member
}
