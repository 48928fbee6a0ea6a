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

data "google_container_cluster" "main" {
  name     = google_container_cluster.main.name
  location = "europe-west1"
}
resource "google_service_account_iam_member" "web" {
  service_account_id = google_service_account.web.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project}.svc.id.goog[shop/web]"
  depends_on = [data.google_container_cluster.main]
}
