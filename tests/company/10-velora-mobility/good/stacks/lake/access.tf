module "raw" {
  source  = "terraform-google-modules/iam/google//modules/storage_buckets_iam"
  version = "~> 8.1"

  storage_buckets = [google_storage_bucket.raw.name]
  mode            = "additive"

  bindings = {
    "roles/storage.objectCreator" = ["serviceAccount:${var.accounts.ingest}"]
  }
}

module "tariffs" {
  source  = "terraform-google-modules/iam/google//modules/storage_buckets_iam"
  version = "~> 8.1"

  storage_buckets = [google_storage_bucket.tariffs.name]
  mode            = "additive"

  bindings = {
    "roles/storage.objectViewer" = ["serviceAccount:${var.accounts.pricing}"]
  }
}

module "trip_subscription" {
  source  = "terraform-google-modules/iam/google//modules/pubsub_subscriptions_iam"
  version = "~> 8.1"

  project              = var.project_id
  pubsub_subscriptions = [google_pubsub_subscription.ingest.name]
  mode                 = "additive"

  bindings = {
    "roles/pubsub.subscriber" = ["serviceAccount:${var.accounts.ingest}"]
  }
}

resource "google_bigquery_dataset_iam_member" "pricing" {
  dataset_id = google_bigquery_dataset.trips.dataset_id
  role       = "roles/bigquery.dataEditor"
  member     = "serviceAccount:${var.accounts.pricing}"
}

resource "google_project_iam_member" "pricing_jobs" {
  project = var.project_id
  role    = "roles/bigquery.jobUser"
  member  = "serviceAccount:${var.accounts.pricing}"
}
