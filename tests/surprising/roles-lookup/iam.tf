variable "features" { type = set(string) }
locals {
  role_of = { sql = "roles/cloudsql.client", bq = "roles/bigquery.jobUser" }
}
resource "google_service_account" "app" {
  project    = "acme-prod"
  account_id = "shop-app"
}
resource "google_service_account_iam_member" "app" {
  service_account_id = google_service_account.app.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod.svc.id.goog[shop/app]"
}
resource "google_project_iam_member" "app" {
  for_each = var.features
  project  = "acme-prod"
  role     = lookup(local.role_of, each.key, "roles/logging.logWriter")
  member   = google_service_account.app.member
}
resource "google_project_iam_member" "log" {
  project = "acme-prod"
  role    = "roles/logging.logWriter"
  member  = google_service_account.app.member
}
