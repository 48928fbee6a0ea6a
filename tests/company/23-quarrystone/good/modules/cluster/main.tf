variable "project_id" { type = string }
variable "environment" { type = string }
variable "region" { type = string }
variable "machine_type" { type = string }

resource "google_service_account" "node" {
  project    = var.project_id
  account_id = "qs-gke-node"
}

resource "google_project_iam_member" "node" {
  project = var.project_id
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.node.member
}

resource "google_container_cluster" "main" {
  project                  = var.project_id
  name                     = "quarry-${var.environment}"
  location                 = var.region
  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "${var.project_id}.svc.id.goog"
  }
}

resource "google_container_node_pool" "apps" {
  project    = var.project_id
  name       = "apps"
  cluster    = google_container_cluster.main.id
  node_count = 2

  node_config {
    machine_type    = var.machine_type
    service_account = google_service_account.node.email
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}

output "pool" {
  value = google_container_cluster.main.workload_identity_config[0].workload_pool
}
