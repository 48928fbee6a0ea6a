resource "google_service_account" "this" {
  project    = var.project_id
  account_id = "wl-${var.name}"
}

resource "google_service_account_iam_member" "this" {
  service_account_id = google_service_account.this.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.pool_project}.svc.id.goog[${var.namespace}/${var.ksa}]"
}

resource "google_storage_bucket_iam_member" "this" {
  for_each = var.buckets
  bucket   = each.key
  role     = each.value
  member   = google_service_account.this.member
}
