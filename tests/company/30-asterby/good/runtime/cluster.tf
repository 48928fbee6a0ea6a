resource "google_container_cluster" "runtime" {
  project  = var.project
  name     = "runtime"
  location = var.region

  remove_default_node_pool = true
  initial_node_count       = 1
  datapath_provider        = "ADVANCED_DATAPATH"

  workload_identity_config {
    workload_pool = "${var.project}.svc.id.goog"
  }

  addons_config {
    config_connector_config {
      enabled = true
    }
  }
}
