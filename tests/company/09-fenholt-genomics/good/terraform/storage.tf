resource "google_storage_bucket" "reads" {
  name                        = "${var.project_id}-reads"
  location                    = "EUROPE-WEST6"
  uniform_bucket_level_access = true
}

resource "google_storage_bucket" "variants" {
  name                        = "${var.project_id}-variants"
  location                    = "EUROPE-WEST6"
  uniform_bucket_level_access = true
}

resource "google_pubsub_topic" "runs" {
  name = "sequencer-runs"
}

resource "google_pubsub_subscription" "aligner" {
  name  = "aligner"
  topic = google_pubsub_topic.runs.id
}

resource "google_storage_bucket_iam_member" "aligner_reads" {
  bucket = google_storage_bucket.reads.name
  role   = "roles/storage.objectViewer"
  member = module.identity["aligner"].gcp_service_account_fqn
}

resource "google_storage_bucket_iam_member" "aligner_variants" {
  bucket = google_storage_bucket.variants.name
  role   = "roles/storage.objectCreator"
  member = module.identity["aligner"].gcp_service_account_fqn
}

resource "google_pubsub_subscription_iam_member" "aligner" {
  subscription = google_pubsub_subscription.aligner.name
  role         = "roles/pubsub.subscriber"
  member       = module.identity["aligner"].gcp_service_account_fqn
}

resource "google_storage_bucket_iam_member" "api_variants" {
  bucket = google_storage_bucket.variants.name
  role   = "roles/storage.objectViewer"
  member = module.identity["variant-api"].gcp_service_account_fqn
}
