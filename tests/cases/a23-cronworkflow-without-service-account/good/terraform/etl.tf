variable "project_id" {
  type    = string
  default = "acme-etl"
}

resource "google_service_account" "etl" {
  project      = var.project_id
  account_id   = "etl-runner"
  display_name = "etl-runner"
}

resource "google_service_account_iam_member" "etl_wi" {
  service_account_id = google_service_account.etl.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[etl/etl-runner]"
}

resource "google_storage_bucket_iam_member" "etl_bucket" {
  bucket = "acme-etl-out"
  role   = "roles/storage.objectUser"
  member = "serviceAccount:${google_service_account.etl.email}"
}

resource "google_storage_bucket_iam_member" "etl_in" {
  bucket = "acme-etl-in"
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:${google_service_account.etl.email}"
}
