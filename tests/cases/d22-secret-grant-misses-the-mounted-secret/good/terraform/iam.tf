resource "google_service_account" "checkout_api" {
  project    = local.project
  account_id = "checkout-api"
}

resource "google_service_account_iam_member" "checkout_api_wi" {
  service_account_id = google_service_account.checkout_api.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.project}.svc.id.goog[checkout/checkout-api]"
}
