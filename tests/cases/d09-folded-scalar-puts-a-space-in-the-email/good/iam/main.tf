resource "google_service_account" "renderer" {
  project    = "sycamore-billing-production"
  account_id = "invoice-renderer"
}

resource "google_service_account_iam_binding" "renderer_wi" {
  service_account_id = google_service_account.renderer.name
  role               = "roles/iam.workloadIdentityUser"
  members = [
    "serviceAccount:sycamore-billing-production.svc.id.goog[invoicing/invoice-renderer]",
  ]
}

resource "google_storage_bucket_iam_member" "renderer" {
  bucket = "sycamore-invoices"
  role   = "roles/storage.objectCreator"
  member = google_service_account.renderer.member
}
