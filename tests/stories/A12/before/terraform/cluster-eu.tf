resource "google_container_cluster" "eu" {
  name     = "edge-eu"
  location = "europe-west1"

  remove_default_node_pool = true
  initial_node_count       = 1
  deletion_protection      = true

  release_channel {
    channel = "REGULAR"
  }
}

resource "google_container_node_pool" "eu_main" {
  name       = "main"
  location   = "europe-west1"
  cluster    = google_container_cluster.eu.name
  node_count = 1

  node_config {
    machine_type = "t2d-standard-4"

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
