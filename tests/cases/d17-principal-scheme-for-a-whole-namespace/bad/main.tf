data "google_project" "this" {
  project_id = var.project_id
}

locals {
  pool = "iam.googleapis.com/projects/${data.google_project.this.number}/locations/global/workloadIdentityPools/${var.project_id}.svc.id.goog"
}

resource "google_storage_bucket" "features" {
  project                     = var.project_id
  name                        = "${var.project_id}-features"
  location                    = "US"
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "training_reads" {
  bucket = google_storage_bucket.features.name
  role   = "roles/storage.objectViewer"
  member = "principal://${local.pool}/namespace/training"
}

resource "google_storage_bucket_iam_member" "builder_writes" {
  bucket = google_storage_bucket.features.name
  role   = "roles/storage.objectUser"
  member = "principal://${local.pool}/subject/ns/features/sa/builder"
}
