resource "google_service_account" "receipts" {
  project    = "spruce-shop"
  account_id = "receipts"
}

resource "google_service_account_iam_member" "receipts_wi" {
  service_account_id = google_service_account.receipts.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:spruce-shop.svc.id.goog[shop/receipts]"
}

resource "google_storage_bucket_iam_member" "receipts" {
  bucket = "spruce-shop-receipts"
  role   = "roles/storage.objectUser"
  member = google_service_account.receipts.member
}
