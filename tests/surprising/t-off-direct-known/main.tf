variable "impersonate" {
  type    = bool
  default = false
}
variable "direct" {
  type    = bool
  default = false
}
resource "google_service_account" "web" {
  count      = var.impersonate ? 1 : 0
  project    = "acme-prod"
  account_id = "shop-web"
}
resource "google_service_account_iam_member" "web" {
  count              = var.impersonate ? 1 : 0
  service_account_id = google_service_account.web[0].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod.svc.id.goog[shop/web]"
}
resource "kubernetes_service_account_v1" "web" {
  count = var.impersonate ? 1 : 0
  metadata {
    name        = "web"
    namespace   = "shop"
    annotations = { "iam.gke.io/gcp-service-account" = google_service_account.web[0].email }
  }
}
resource "google_storage_bucket_iam_member" "web" {
  count  = var.impersonate ? 1 : 0
  bucket = "acme-orders"
  role   = "roles/storage.objectViewer"
  member = google_service_account.web[0].member
}
resource "google_storage_bucket_iam_member" "direct" {
  count  = var.direct ? 1 : 0
  bucket = "acme-orders"
  role   = "roles/storage.objectViewer"
  member = "principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/acme-prod.svc.id.goog/subject/ns/shop/sa/web"
}
