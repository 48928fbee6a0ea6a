resource "google_service_account" "dns" {
  project    = "acme-prod"
  account_id = "dns-audit"
}
resource "google_service_account_iam_member" "dns" {
  service_account_id = google_service_account.dns.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod.svc.id.goog[dns/dns-audit]"
}
resource "google_project_iam_member" "l" {
  project = "acme-prod"
  role    = "roles/dns.reader"
  member  = google_service_account.dns.member
}
