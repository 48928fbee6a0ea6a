terraform {
  backend "gcs" {
    bucket = "orrery-tfstate"
  }
}

locals {
  pool = "principal://iam.googleapis.com/projects/${var.project_number}/locations/global/workloadIdentityPools/${var.project_id}.svc.id.goog"

  tile_server = "${local.pool}/subject/ns/imaging/sa/tile-server"
  scene_index = "${local.pool}/subject/ns/imaging/sa/scene-index"
}

resource "google_storage_bucket" "scenes" {
  project                     = var.project_id
  name                        = "${var.project_id}-scenes"
  location                    = var.region
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "tile_server" {
  bucket = google_storage_bucket.scenes.name
  role   = "roles/storage.objectViewer"
  member = local.tile_server
}

resource "google_storage_bucket_iam_member" "scene_index" {
  bucket = google_storage_bucket.scenes.name
  role   = "roles/storage.objectViewer"
  member = local.scene_index
}

resource "google_pubsub_topic" "new_scenes" {
  project = var.project_id
  name    = "new-scenes"
}

resource "google_pubsub_subscription" "scene_index" {
  project = var.project_id
  name    = "scene-index"
  topic   = google_pubsub_topic.new_scenes.id
}

resource "google_pubsub_subscription_iam_member" "scene_index" {
  project      = var.project_id
  subscription = google_pubsub_subscription.scene_index.name
  role         = "roles/pubsub.subscriber"
  member       = local.scene_index
}
