variable "direct" { type = bool }
variable "number" { type = string }
resource "google_storage_bucket_iam_member" "m" {
  count  = var.direct ? 1 : 0
  bucket = "acme-x"
  role   = "roles/storage.objectViewer"
  member = "principal://iam.googleapis.com/projects/${var.number}/locations/global/workloadIdentityPools/acme-prod.svc.id.goog/subject/ns/shop/sa/web"
}
