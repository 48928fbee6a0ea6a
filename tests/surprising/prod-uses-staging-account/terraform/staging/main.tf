resource "google_service_account" "checkout" {
  project    = "acme-staging"
  account_id = "checkout-api"
}
resource "google_service_account_iam_member" "checkout" {
  for_each           = toset(["acme-staging", "acme-prod"])
  service_account_id = google_service_account.checkout.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${each.key}.svc.id.goog[shop/checkout]"
}
