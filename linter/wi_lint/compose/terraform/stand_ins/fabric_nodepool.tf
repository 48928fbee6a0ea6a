stands_for {
  sources = ["GoogleCloudPlatform/cloud-foundation-fabric//modules/gke-nodepool"]
  about   = "Makes a node pool; with the mode of `node_config.workload_metadata_config_mode`."
  see     = "https://github.com/GoogleCloudPlatform/cloud-foundation-fabric/tree/master/modules/gke-nodepool"
}

variable "project_id" {}

variable "cluster_name" {}

variable "name" {
  default = null
}

variable "location" {
  default = null
}

variable "node_config" {
  default = {}
}

resource "google_container_node_pool" "nodepool" {
  name     = var.name
  project  = var.project_id
  cluster  = var.cluster_name
  location = var.location
  node_config {
    dynamic "workload_metadata_config" {
      for_each = try(var.node_config.workload_metadata_config_mode, null) == null ? [] : [var.node_config.workload_metadata_config_mode]
      content {
        mode = workload_metadata_config.value
      }
    }
  }
}

output "name" {
  value = google_container_node_pool.nodepool.name
}
