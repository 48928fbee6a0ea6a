variable "role" {}
variable "project" { default = null }
variable "account" { default = null }
resource "google_project_iam_member" "p" {
  count   = var.project == null ? 0 : 1
  project = var.project
  role    = var.role
  member  = "serviceAccount:acme-prod.svc.id.goog[shop/web]"
}
resource "google_service_account_iam_member" "a" {
  count              = var.account == null ? 0 : 1
  service_account_id = var.account
  role               = var.role
  member             = "serviceAccount:acme-prod.svc.id.goog[shop/web]"
}
