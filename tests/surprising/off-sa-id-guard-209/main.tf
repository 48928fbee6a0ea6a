variable "account" { default = "shop-app@acme-prod.iam.gserviceaccount.com" }
resource "google_service_account_iam_member" "m" {
  count              = startswith(var.account, "projects/") ? 1 : 0
  service_account_id = var.account
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod.svc.id.goog[shop/web]"
}
resource "google_service_account_iam_member" "n" {
  count              = startswith(var.account, "projects/") ? 0 : 1
  service_account_id = "projects/-/serviceAccounts/${var.account}"
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod.svc.id.goog[shop/web]"
}
