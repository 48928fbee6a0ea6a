locals {
  accounts = toset(["frame-indexer", "fleet-api"])
}

resource "google_service_account" "app" {
  for_each = local.accounts

  project    = var.project_id
  account_id = each.key
}

resource "google_service_account_iam_member" "app" {
  for_each = local.accounts

  service_account_id = google_service_account.app[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.workload_pool}[perception/${each.key}]"
}

resource "google_storage_bucket" "frames" {
  project                     = var.project_id
  name                        = var.frames_bucket
  location                    = var.region
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "frame_indexer" {
  bucket = google_storage_bucket.frames.name
  role   = "roles/storage.objectUser"
  member = google_service_account.app["frame-indexer"].member
}

resource "google_pubsub_topic" "robot_commands" {
  project = var.project_id
  name    = "robot-commands"
}

resource "google_pubsub_topic_iam_member" "fleet_api" {
  project = var.project_id
  topic   = google_pubsub_topic.robot_commands.name
  role    = "roles/pubsub.publisher"
  member  = google_service_account.app["fleet-api"].member
}
