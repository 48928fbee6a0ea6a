variable "project_id" {}
variable "region" {}

provider "google" {
  project = var.project_id
  region  = var.region
}

resource "google_container_cluster" "shared" {
  name                     = "shared"
  location                 = var.region
  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "${var.project_id}.svc.id.goog"
  }
}

resource "google_container_node_pool" "pool_a" {
  name       = "pool-a"
  location   = var.region
  cluster    = google_container_cluster.shared.name
  node_count = 1

  node_config {
    machine_type = "n2d-standard-4"

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
