resource "google_container_cluster" "media" {
  project  = var.project
  name     = "media"
  location = var.region

  initial_node_count       = 1
  remove_default_node_pool = true

  workload_identity_config {
    workload_pool = "${var.project}.svc.id.goog"
  }
}

resource "google_container_node_pool" "workers" {
  project  = var.project
  name     = "workers"
  location = var.region
  cluster  = google_container_cluster.media.name

  autoscaling {
    min_node_count = 1
    max_node_count = 6
  }

  node_config {
    machine_type = "n2-standard-8"
    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
