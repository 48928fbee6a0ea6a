variable "team" { type = string }
variable "project" { type = string }

terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
  }
}

resource "google_container_cluster" "main" {
  project  = var.project
  name     = var.team
  location = "europe-west1"
  workload_identity_config {
    workload_pool = "${var.project}.svc.id.goog"
  }
}

resource "google_service_account" "worker" {
  project    = var.project
  account_id = "team-worker"
}

resource "google_service_account_iam_member" "worker" {
  service_account_id = google_service_account.worker.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project}.svc.id.goog[${var.team}/worker]"
  depends_on         = [google_container_cluster.main]
}
