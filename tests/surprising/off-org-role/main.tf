variable "level" { default = "organization" }
variable "role" { default = "roles/resourcemanager.organizationViewer" }
resource "google_organization_iam_member" "o" {
  count  = var.level == "organization" ? 1 : 0
  org_id = "123456789012"
  role   = var.role
  member = "serviceAccount:shop-app@acme-prod.iam.gserviceaccount.com"
}
resource "google_project_iam_member" "p" {
  count   = var.level == "project" ? 1 : 0
  project = "acme-prod"
  role    = var.role
  member  = "serviceAccount:shop-app@acme-prod.iam.gserviceaccount.com"
}
