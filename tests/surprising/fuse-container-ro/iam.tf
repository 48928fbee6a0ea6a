resource "google_service_account" "app" {
  project    = "acme-prod"
  account_id = "shop-app"
}
resource "google_service_account_iam_member" "app" {
  service_account_id = google_service_account.app.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod.svc.id.goog[shop/app]"
}
resource "google_storage_bucket_iam_member" "app" {
  bucket = "acme-catalog"
  role   = "roles/storage.objectViewer"
  member = google_service_account.app.member
}
