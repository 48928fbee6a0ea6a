resource "google_storage_bucket" "labels" {
  name                        = "brightferry-labels-${var.environment}"
  location                    = "EU"
  uniform_bucket_level_access = true

  lifecycle_rule {
    condition {
      age = 90
    }
    action {
      type = "Delete"
    }
  }
}

resource "google_pubsub_topic" "shipments" {
  name = "shipments"
}

resource "google_pubsub_subscription" "label_jobs" {
  name  = "label-jobs"
  topic = google_pubsub_topic.shipments.id
}

resource "google_secret_manager_secret" "carrier_api" {
  secret_id = "carrier-api-token"

  replication {
    auto {}
  }
}
