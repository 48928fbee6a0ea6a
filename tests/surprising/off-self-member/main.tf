variable "ksa_member" { default = null }
resource "google_service_account" "a" {
  project    = "acme-prod"
  account_id = "shop-web"
}
resource "google_service_account_iam_member" "m" {
  count              = var.ksa_member == null ? 0 : 1
  service_account_id = google_service_account.a.name
  role               = "roles/iam.workloadIdentityUser"
  member             = coalesce(var.ksa_member, google_service_account.a.member)
}
