locals {
  project = "brightfen-iot"
}

provider "google" {
  project = local.project
  region  = "europe-west4"
}

resource "google_container_cluster" "iot" {
  name               = "iot"
  location           = "europe-west4"
  initial_node_count = 3

  workload_identity_config {
    workload_pool = "${local.project}.svc.id.goog"
  }

  node_config {
    machine_type = "e2-standard-4"
    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
