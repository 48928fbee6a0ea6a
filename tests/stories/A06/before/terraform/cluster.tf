locals {
  project_id    = "starchart-platform"
  workload_pool = "${local.project_id}.svc.id.goog"
}

resource "google_container_cluster" "platform" {
  project                  = local.project_id
  name                     = "platform"
  location                 = "europe-west3"
  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = local.workload_pool
  }
}

resource "google_container_node_pool" "default" {
  project    = local.project_id
  name       = "default"
  location   = "europe-west3"
  cluster    = google_container_cluster.platform.name
  node_count = 2

  node_config {
    machine_type = "e2-standard-4"
    workload_metadata_config { mode = "GKE_METADATA" }
  }
}
