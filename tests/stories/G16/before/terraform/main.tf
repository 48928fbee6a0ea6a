locals {
  project_id = "copperleaf-crm"
}

provider "google" {
  project = local.project_id
  region  = "us-west2"
}

resource "google_container_cluster" "crm" {
  name                     = "crm"
  location                 = "us-west2"
  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "${local.project_id}.svc.id.goog"
  }
}

resource "google_container_node_pool" "crm" {
  name       = "crm"
  cluster    = google_container_cluster.crm.id
  node_count = 1

  node_config {
    machine_type = "e2-standard-4"
    oauth_scopes = ["https://www.googleapis.com/auth/cloud-platform"]
    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
