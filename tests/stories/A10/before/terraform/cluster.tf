resource "google_container_cluster" "docs" {
  project            = var.project_id
  name               = "docs"
  location           = "europe-west1-c"
  initial_node_count = 2

  workload_identity_config {
    workload_pool = "${var.project_id}.svc.id.goog"
  }

  node_config {
    machine_type = "e2-standard-2"
    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
