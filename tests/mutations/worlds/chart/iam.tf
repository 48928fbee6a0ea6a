resource "google_service_account" "billing" {
  project    = "acme-prod"
  account_id = "billing-app"
}

resource "google_service_account_iam_member" "billing" {
  service_account_id = google_service_account.billing.id
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod.svc.id.goog[billing/prod-billing]"
}

resource "google_bigquery_dataset_iam_member" "billing" {
  project    = "acme-prod"
  dataset_id = "invoices"
  role       = "roles/bigquery.dataEditor"
  member     = google_service_account.billing.member
}
