resource "google_container_cluster" "video" {
  project  = var.project
  name     = "video"
  location = var.zone

  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "${var.project}.svc.id.goog"
  }
}

resource "google_container_node_pool" "cpu" {
  project    = var.project
  name       = "cpu"
  location   = var.zone
  cluster    = google_container_cluster.video.name
  node_count = 3

  node_config {
    machine_type = "c3-standard-8"
    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
