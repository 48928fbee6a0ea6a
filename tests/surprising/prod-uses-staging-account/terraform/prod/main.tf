resource "google_service_account" "checkout" {
  project    = "acme-prod"
  account_id = "checkout-api"
}
resource "google_service_account_iam_member" "checkout" {
  service_account_id = google_service_account.checkout.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod.svc.id.goog[shop/checkout]"
}
