locals {
  principal_base = "principal://iam.googleapis.com/projects/${var.project_number}/locations/global/workloadIdentityPools/${var.workload_pool}/subject"
  writer         = "${local.principal_base}/ns/ledger/sa/ledger-writer"
  recon          = "${local.principal_base}/ns/recon/sa/recon-batch"
}

resource "google_storage_bucket" "journal" {
  project                     = var.project_id
  name                        = "${var.project_id}-journal"
  location                    = "EU"
  uniform_bucket_level_access = true

  versioning {
    enabled = true
  }
}

resource "google_secret_manager_secret" "signing" {
  project   = var.project_id
  secret_id = "journal-signing-seed"

  replication {
    auto {}
  }
}

resource "google_bigquery_dataset" "recon" {
  project    = var.project_id
  dataset_id = "reconciliation"
  location   = "EU"
}

resource "google_storage_bucket_iam_member" "writer_journal" {
  bucket = google_storage_bucket.journal.name
  role   = "roles/storage.objectCreator"
  member = local.writer
}

resource "google_secret_manager_secret_iam_member" "writer_signing" {
  project   = var.project_id
  secret_id = google_secret_manager_secret.signing.secret_id
  role      = "roles/secretmanager.secretAccessor"
  member    = local.writer
}

resource "google_storage_bucket_iam_member" "recon_journal" {
  bucket = google_storage_bucket.journal.name
  role   = "roles/storage.objectViewer"
  member = local.recon
}

resource "google_bigquery_dataset_iam_member" "recon" {
  project    = var.project_id
  dataset_id = google_bigquery_dataset.recon.dataset_id
  role       = "roles/bigquery.dataEditor"
  member     = local.recon
}

resource "google_project_iam_member" "recon_jobs" {
  project = var.project_id
  role    = "roles/bigquery.jobUser"
  member  = local.recon
}
