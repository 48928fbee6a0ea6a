resource "google_container_cluster" "retail" {
  name                     = "retail"
  location                 = "europe-west3"
  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "${local.project_id}.svc.id.goog"
  }
}

resource "google_container_node_pool" "standard" {
  name       = "standard"
  cluster    = google_container_cluster.retail.id
  node_count = 1

  node_config {
    machine_type = "e2-standard-8"
    oauth_scopes = ["https://www.googleapis.com/auth/cloud-platform"]
    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
