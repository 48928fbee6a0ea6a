resource "google_service_account" "catalog_sync" {
  project    = "plover-shop-prod"
  account_id = "catalog-sync"
}

resource "google_service_account_iam_binding" "catalog_sync" {
  service_account_id = google_service_account.catalog_sync.name
  role               = "roles/iam.workloadIdentityUser"
  members = [
    "serviceAccount:plover-shop-prod.svc.id.goog[catalog-eu/catalog-sync]",
    "serviceAccount:plover-shop-prod.svc.id.goog[catalog-us/catalog-sync]",
  ]
}

resource "google_storage_bucket_iam_member" "catalog_sync" {
  bucket = "plover-shop-catalog"
  role   = "roles/storage.objectViewer"
  member = google_service_account.catalog_sync.member
}
