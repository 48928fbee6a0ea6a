
resource "google_service_account" "web" {
  project = "acme-prod"
  account_id = "shop-web"
}
resource "google_service_account_iam_member" "web" {
  service_account_id = google_service_account.web.name
  role = "roles/iam.workloadIdentityUser"
  member = "serviceAccount:acme-prod.svc.id.goog[shop/shop-web]"
}
