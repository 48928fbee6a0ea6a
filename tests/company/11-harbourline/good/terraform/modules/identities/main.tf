locals {
  workloads = {
    track-api  = { account = "freight-track-api", ksa = "track-api" }
    eta-worker = { account = "freight-eta-worker", ksa = "eta-worker" }
  }
}

resource "google_service_account" "workload" {
  for_each = local.workloads

  project      = var.project_id
  account_id   = each.value.account
  display_name = "${each.key} (${var.env})"
}

resource "google_service_account_iam_member" "workload_identity" {
  for_each = local.workloads

  service_account_id = google_service_account.workload[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.workload_pool}[${var.namespace}/${each.value.ksa}]"
}

resource "google_pubsub_topic" "positions" {
  project = var.project_id
  name    = "vessel-positions"
}

resource "google_pubsub_subscription" "eta" {
  project = var.project_id
  name    = "eta-worker"
  topic   = google_pubsub_topic.positions.id
}

resource "google_storage_bucket" "models" {
  project                     = var.project_id
  name                        = "harbourline-eta-models-${var.env}"
  location                    = var.region
  uniform_bucket_level_access = true
}

resource "google_pubsub_topic_iam_member" "track_api" {
  project = var.project_id
  topic   = google_pubsub_topic.positions.name
  role    = "roles/pubsub.publisher"
  member  = google_service_account.workload["track-api"].member
}

resource "google_pubsub_subscription_iam_member" "eta_worker" {
  project      = var.project_id
  subscription = google_pubsub_subscription.eta.name
  role         = "roles/pubsub.subscriber"
  member       = google_service_account.workload["eta-worker"].member
}

resource "google_storage_bucket_iam_member" "eta_models" {
  bucket = google_storage_bucket.models.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.workload["eta-worker"].member
}
