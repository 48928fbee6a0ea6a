variable "role" {}
variable "bucket" { default = null }
resource "google_storage_bucket_iam_member" "b" {
  count  = var.bucket == null ? 0 : 1
  bucket = var.bucket
  role   = var.role
  member = "serviceAccount:shop-app@acme-prod.iam.gserviceaccount.com"
}
resource "google_project_iam_member" "p" {
  count   = var.bucket == null ? 1 : 0
  project = "acme-prod"
  role    = var.role
  member  = "serviceAccount:shop-app@acme-prod.iam.gserviceaccount.com"
}
