variable "project" {
  type = string
}

variable "region" {
  type = string
}

resource "google_service_account" "nodes" {
  project    = var.project
  account_id = "nodes-${var.region}"
}

resource "google_project_iam_member" "nodes" {
  project = var.project
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.nodes.member
}

resource "google_container_cluster" "core" {
  project                  = var.project
  name                     = "core-${var.region}"
  location                 = var.region
  datapath_provider        = "ADVANCED_DATAPATH"
  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "${var.project}.svc.id.goog"
  }
}

resource "google_container_node_pool" "default" {
  project    = var.project
  name       = "default"
  location   = var.region
  cluster    = google_container_cluster.core.name
  node_count = 2

  node_config {
    machine_type    = "n2-standard-4"
    service_account = google_service_account.nodes.email

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}

output "workload_pool" {
  value = google_container_cluster.core.workload_identity_config[0].workload_pool
}
