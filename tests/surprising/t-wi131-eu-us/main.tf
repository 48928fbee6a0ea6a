resource "google_service_account" "shop_eu" {
  project    = "acme-prod"
  account_id = "shop-eu"
}
resource "google_service_account_iam_member" "shop_eu" {
  service_account_id = google_service_account.shop_eu.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod.svc.id.goog[shop/web]"
}

resource "google_storage_bucket_iam_member" "x" {
  bucket = "acme-orders"
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:shop-us@acme-prod.iam.gserviceaccount.com"
}
