variable "project_id" {
  type    = string
  default = "oakline-claims"
}

provider "google" {
  project = var.project_id
  region  = "europe-west6"
}

locals {
  workload_pool = "${var.project_id}.svc.id.goog"
}

resource "google_service_account" "nodes" {
  account_id = "claims-nodes"
}

resource "google_project_iam_member" "nodes" {
  for_each = toset([
    "roles/container.defaultNodeServiceAccount",
    "roles/artifactregistry.reader",
  ])

  project = var.project_id
  role    = each.value
  member  = "serviceAccount:${google_service_account.nodes.email}"
}

resource "google_container_cluster" "claims" {
  name                     = "claims"
  location                 = "europe-west6"
  initial_node_count       = 1
  remove_default_node_pool = true

  workload_identity_config {
    workload_pool = local.workload_pool
  }
}

resource "google_container_node_pool" "general" {
  name               = "general"
  cluster            = google_container_cluster.claims.name
  location           = google_container_cluster.claims.location
  initial_node_count = 1

  autoscaling {
    min_node_count = 1
    max_node_count = 5
  }

  node_config {
    machine_type    = "e2-standard-4"
    service_account = google_service_account.nodes.email
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
