variable "project" {}
variable "cluster" {}

data "google_container_cluster" "main" {
  name     = var.cluster
  location = "europe-west1"
}
locals {
  pool = data.google_container_cluster.main.workload_identity_config[0].workload_pool
}
resource "google_service_account" "this" {
  project    = var.project
  account_id = "shop-web"
}
resource "google_service_account_iam_member" "this" {
  service_account_id = google_service_account.this.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project}.svc.id.goog[shop/web]"
  depends_on         = [data.google_container_cluster.main]
}
