locals {
  services = {
    matchmaker      = { namespace = "lobby" }
    replay-archiver = { namespace = "replays" }
  }
}

resource "google_service_account" "this" {
  for_each = local.services

  project      = var.project
  account_id   = each.key
  display_name = each.key
}

resource "google_service_account_iam_member" "this" {
  for_each = local.services

  service_account_id = google_service_account.this[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = format("serviceAccount:%s.svc.id.goog[%s/%s]", var.pool_project, each.value.namespace, each.key)
}

resource "google_pubsub_topic" "matches" {
  project = var.project
  name    = "matches-finished"
}

resource "google_pubsub_subscription" "replays" {
  project = var.project
  name    = "replays"
  topic   = google_pubsub_topic.matches.id
}

resource "google_storage_bucket" "replays" {
  project                     = var.project
  name                        = "${var.project}-replays"
  location                    = "EUROPE-WEST3"
  uniform_bucket_level_access = true
}

resource "google_secret_manager_secret" "ranking" {
  project   = var.project
  secret_id = "ranking-salt"

  replication {
    auto {}
  }
}

resource "google_pubsub_topic_iam_member" "matchmaker" {
  project = var.project
  topic   = google_pubsub_topic.matches.name
  role    = "roles/pubsub.publisher"
  member  = google_service_account.this["matchmaker"].member
}

resource "google_secret_manager_secret_iam_member" "matchmaker" {
  project   = var.project
  secret_id = google_secret_manager_secret.ranking.secret_id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.this["matchmaker"].member
}

resource "google_pubsub_subscription_iam_member" "archiver" {
  project      = var.project
  subscription = google_pubsub_subscription.replays.name
  role         = "roles/pubsub.subscriber"
  member       = google_service_account.this["replay-archiver"].member
}

resource "google_storage_bucket_iam_member" "archiver" {
  bucket = google_storage_bucket.replays.name
  role   = "roles/storage.objectCreator"
  member = google_service_account.this["replay-archiver"].member
}
