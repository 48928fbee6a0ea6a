resource "google_container_cluster" "team_a" {
  project    = var.project_id
  name       = "team-a"
  location   = "europe-west4"
  network    = "projects/${var.host_project_id}/global/networks/shared"
  subnetwork = "projects/${var.host_project_id}/regions/europe-west4/subnetworks/team-a"

  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "${var.host_project_id}.svc.id.goog"
  }
}

resource "google_container_node_pool" "default" {
  project    = var.project_id
  name       = "default"
  cluster    = google_container_cluster.team_a.name
  location   = "europe-west4"
  node_count = 2

  node_config {
    machine_type = "e2-standard-4"
    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
