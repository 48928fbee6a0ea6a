variable "role" { default = "storage.objectViewer" }
resource "google_project_iam_member" "p" {
  count   = startswith(var.role, "roles/") ? 1 : 0
  project = "acme-prod"
  role    = var.role
  member  = "serviceAccount:shop-app@acme-prod.iam.gserviceaccount.com"
}
resource "google_project_iam_member" "q" {
  count   = startswith(var.role, "roles/") ? 0 : 1
  project = "acme-prod"
  role    = "roles/${var.role}"
  member  = "serviceAccount:shop-app@acme-prod.iam.gserviceaccount.com"
}
