variable "project" {
  type = string
}

variable "name" {
  type = string
}

variable "pods_cidr" {
  type = string
}

resource "google_service_account" "nodes" {
  project    = var.project
  account_id = "gke-nodes"
}

resource "google_project_iam_member" "nodes" {
  project = var.project
  role    = "roles/container.defaultNodeServiceAccount"
  member  = "serviceAccount:${google_service_account.nodes.email}"
}

resource "google_container_cluster" "this" {
  project            = var.project
  name               = var.name
  location           = "europe-north1"
  initial_node_count = 1

  remove_default_node_pool = true

  ip_allocation_policy {
    cluster_ipv4_cidr_block = var.pods_cidr
  }

  workload_identity_config {
    workload_pool = "${var.project}.svc.id.goog"
  }
}

resource "google_container_node_pool" "default" {
  project  = var.project
  location = "europe-north1"
  cluster  = google_container_cluster.this.name
  name     = "main"

  autoscaling {
    min_node_count = 1
    max_node_count = 6
  }

  node_config {
    machine_type    = "e2-standard-8"
    service_account = google_service_account.nodes.email
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}

output "workload_pool" {
  value = google_container_cluster.this.workload_identity_config[0].workload_pool
}
