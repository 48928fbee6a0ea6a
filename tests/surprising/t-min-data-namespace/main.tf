variable "project" {}
resource "google_container_cluster" "main" {
  project          = var.project
  name             = "main"
  location         = "europe-west1"
  enable_autopilot = true
}
resource "google_service_account" "web" {
  project    = var.project
  account_id = "shop-web"
}

provider "kubernetes" {
  host  = "https://${google_container_cluster.main.endpoint}"
  token = "x"
}
data "kubernetes_namespace" "shop" {
  metadata { name = "shop" }
}
resource "google_service_account_iam_member" "web" {
  service_account_id = google_service_account.web.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project}.svc.id.goog[${data.kubernetes_namespace.shop.metadata[0].name}/web]"
}
