variable "region" { type = string }
variable "project" { type = string }

terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
  }
}

resource "google_container_cluster" "main" {
  project  = var.project
  name     = var.region
  location = "europe-west1"
  workload_identity_config {
    workload_pool = "${var.project}.svc.id.goog"
  }
}

resource "google_service_account" "app" {
  project    = var.project
  account_id = "shop-app"
}

resource "google_service_account_iam_member" "app" {
  service_account_id = google_service_account.app.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project}.svc.id.goog[shop/app]"
  depends_on         = [google_container_cluster.main]
}
