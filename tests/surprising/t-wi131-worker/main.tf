resource "google_service_account" "orders" {
  project    = "acme-prod"
  account_id = "orders"
}
resource "google_service_account_iam_member" "orders" {
  service_account_id = google_service_account.orders.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod.svc.id.goog[shop/orders]"
}

resource "google_storage_bucket_iam_member" "x" {
  bucket = "acme-orders"
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:orders-worker@acme-prod.iam.gserviceaccount.com"
}
