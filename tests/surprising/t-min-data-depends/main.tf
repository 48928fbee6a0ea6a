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

data "google_project" "this" {
  project_id = var.project
  depends_on = [google_container_cluster.main]
}
resource "google_service_account_iam_member" "web" {
  service_account_id = google_service_account.web.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${data.google_project.this.project_id}.svc.id.goog[shop/web]"
}
