resource "google_service_account" "shop_api_2" {
  project    = "acme-prod"
  account_id = "shop-api-2"
}
resource "google_service_account_iam_member" "shop_api_2" {
  service_account_id = google_service_account.shop_api_2.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod.svc.id.goog[shop/api]"
}

resource "google_storage_bucket_iam_member" "old" {
  bucket = "acme-orders"
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:shop-api-1@acme-prod.iam.gserviceaccount.com"
}
