variable "project_id" {
  type    = string
  default = "acme-direct"
}

data "google_project" "this" {
  project_id = var.project_id
}

locals {
  wi_base = "principal://iam.googleapis.com/projects/${data.google_project.this.number}/locations/global/workloadIdentityPools/${var.project_id}.svc.id.goog/subject"
}

resource "google_secret_manager_secret" "api" {
  project   = var.project_id
  secret_id = "billing-api-key"
  replication {
    auto {}
  }
}

resource "google_secret_manager_secret_iam_member" "billing" {
  project   = var.project_id
  secret_id = google_secret_manager_secret.api.secret_id
  role      = "roles/secretmanager.secretAccessor"
  member    = "${local.wi_base}/ns/billing/sa/billing"
}

resource "google_service_account" "invoices" {
  project      = var.project_id
  account_id   = "invoices"
  display_name = "invoices"
}

resource "google_service_account_iam_member" "invoices_wi" {
  service_account_id = google_service_account.invoices.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[billing/invoices]"
}

resource "google_storage_bucket_iam_member" "invoices_bucket" {
  bucket = "acme-direct-invoices"
  role   = "roles/storage.objectUser"
  member = "serviceAccount:${google_service_account.invoices.email}"
}
