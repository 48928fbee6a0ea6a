resource "google_container_cluster" "edge" {
  project                  = var.project_id
  name                     = "edge"
  location                 = "us-central1"
  datapath_provider        = "ADVANCED_DATAPATH"
  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "${var.project_id}.svc.id.goog"
  }
}

resource "google_container_node_pool" "edge" {
  project    = var.project_id
  name       = "edge"
  cluster    = google_container_cluster.edge.name
  location   = google_container_cluster.edge.location
  node_count = 3

  node_config {
    machine_type    = "e2-standard-4"
    service_account = "edge-nodes@${var.project_id}.iam.gserviceaccount.com"
    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
