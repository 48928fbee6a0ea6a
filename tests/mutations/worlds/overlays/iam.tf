resource "google_service_account" "web" {
  project    = "acme-prod"
  account_id = "storefront-web"
}

resource "google_service_account_iam_member" "web" {
  service_account_id = google_service_account.web.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod.svc.id.goog[storefront/web-prod]"
}

resource "google_secret_manager_secret_iam_member" "web" {
  project   = "acme-prod"
  secret_id = "web-session"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.web.member
}
