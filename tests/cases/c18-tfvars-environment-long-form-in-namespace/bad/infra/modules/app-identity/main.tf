resource "google_service_account" "this" {
  project    = var.project_id
  account_id = var.account_id
}

resource "google_service_account_iam_member" "wi" {
  service_account_id = google_service_account.this.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[${var.namespace}/${var.ksa}]"
}

resource "google_storage_bucket_iam_member" "data" {
  bucket = var.bucket
  role   = "roles/storage.objectUser"
  member = google_service_account.this.member
}
