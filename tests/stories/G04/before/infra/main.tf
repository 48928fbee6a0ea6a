variable "project_id" {
  type = string
}

provider "google" {
  project = var.project_id
  region  = "us-central1"
}

resource "google_container_cluster" "apps" {
  name                     = "apps"
  location                 = "us-central1"
  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "${var.project_id}.svc.id.goog"
  }
}

resource "google_container_node_pool" "apps" {
  name       = "apps"
  cluster    = google_container_cluster.apps.id
  node_count = 2

  node_config {
    machine_type = "n2-standard-4"
    oauth_scopes = ["https://www.googleapis.com/auth/cloud-platform"]
    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}

resource "google_storage_bucket" "media" {
  name                        = "${var.project_id}-media"
  location                    = "US"
  uniform_bucket_level_access = true
}

resource "google_service_account" "thumbnailer" {
  account_id   = "thumbnailer"
  display_name = "Thumbnailer"
}

resource "google_storage_bucket_iam_member" "thumbnailer" {
  bucket = google_storage_bucket.media.name
  role   = "roles/storage.objectUser"
  member = "serviceAccount:${google_service_account.thumbnailer.email}"
}

resource "google_service_account_iam_binding" "thumbnailer_wi" {
  service_account_id = google_service_account.thumbnailer.name
  role               = "roles/iam.workloadIdentityUser"
  members = [
    "serviceAccount:${var.project_id}.svc.id.goog[media/thumbnailer]",
  ]
}
