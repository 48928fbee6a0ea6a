variable "project_id" {
  type    = string
  default = "acme-genomes"
}

resource "google_service_account" "api" {
  project      = var.project_id
  account_id   = "gnomad-api"
  display_name = "gnomad-api"
}

resource "google_service_account_iam_member" "api_wi" {
  service_account_id = google_service_account.api.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[browser/gnomad-api-green]"
}

resource "google_storage_bucket_iam_member" "api_bucket" {
  bucket = "acme-genomes-api-cache"
  role   = "roles/storage.objectUser"
  member = "serviceAccount:${google_service_account.api.email}"
}

resource "google_service_account" "reads" {
  project      = var.project_id
  account_id   = "reads-svc"
  display_name = "reads-svc"
}

resource "google_service_account_iam_member" "reads_wi" {
  service_account_id = google_service_account.reads.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[reads/reads]"
}

resource "google_storage_bucket_iam_member" "reads_bucket" {
  bucket = "acme-genomes-reads"
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:${google_service_account.reads.email}"
}
