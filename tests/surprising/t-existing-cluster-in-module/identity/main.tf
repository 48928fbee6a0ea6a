variable "project" {}
data "google_container_cluster" "shop" {
  project  = var.project
  name     = "shop"
  location = "europe-west1"
}
resource "google_service_account" "this" {
  project    = var.project
  account_id = "shop-web"
}
resource "google_service_account_iam_member" "this" {
  service_account_id = google_service_account.this.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project}.svc.id.goog[shop/web]"
}
output "endpoint" { value = data.google_container_cluster.shop.endpoint }
