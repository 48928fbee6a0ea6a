provider "google" {
  project = "farholm-prod"
  region  = "europe-north1"
}

resource "google_service_account" "invoice_writer" {
  account_id   = "invoice-writer"
  display_name = "invoice-writer on GKE"
}

resource "google_service_account_iam_member" "invoice_writer_wi" {
  service_account_id = google_service_account.invoice_writer.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:farholm-prod.svc.id.goog[finance/invoice-writer]"
}

resource "google_storage_bucket" "invoices" {
  name                        = "farholm-invoices-prod"
  location                    = "EU"
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "invoice_writer" {
  bucket = google_storage_bucket.invoices.name
  role   = "roles/storage.objectUser"
  member = google_service_account.invoice_writer.member
}

resource "google_container_cluster" "apps" {
  name             = "apps-prod"
  location         = "europe-north1"
  enable_autopilot = true
}
