variable "bucket" { default = "" }
variable "role" { default = "roles/storage.legacyBucketReader" }
resource "google_storage_bucket_iam_member" "b" {
  count  = var.bucket == "" ? 0 : 1
  bucket = var.bucket
  role   = var.role
  member = "serviceAccount:shop-app@acme-prod.iam.gserviceaccount.com"
}
resource "google_project_iam_member" "p" {
  count   = var.bucket == "" && !startswith(var.role, "roles/storage.legacy") ? 1 : 0
  project = "acme-prod"
  role    = var.role
  member  = "serviceAccount:shop-app@acme-prod.iam.gserviceaccount.com"
}
