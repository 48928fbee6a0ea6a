resource "google_container_cluster" "us" {
  name     = "edge-us"
  location = "us-east4"

  remove_default_node_pool = true
  initial_node_count       = 1
  deletion_protection      = true

  release_channel {
    channel = "REGULAR"
  }

  workload_identity_config {
    workload_pool = "${local.project_id}.svc.id.goog"
  }
}

resource "google_container_node_pool" "us_main" {
  name       = "main"
  location   = "us-east4"
  cluster    = google_container_cluster.us.name
  node_count = 1

  node_config {
    machine_type = "t2d-standard-4"

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
