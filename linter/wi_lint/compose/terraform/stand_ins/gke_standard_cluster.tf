stands_for {
  sources = ["terraform-google-modules/terraform-google-kubernetes-engine//modules/gke-standard-cluster"]
  about   = "Makes a GKE cluster with the `workload_identity_config` that it is given, or none."
  see     = "https://github.com/terraform-google-modules/terraform-google-kubernetes-engine/tree/main/modules/gke-standard-cluster"
}

dropped "39.0.0" {
  project = "project_id"
}

variable "project_id" {}

variable "name" {}

variable "location" {}

variable "workload_identity_config" {
  default = null
}

variable "remove_default_node_pool" {
  default = null
}

resource "google_container_cluster" "main" {
  name                     = var.name
  project                  = var.project_id
  location                 = var.location
  remove_default_node_pool = var.remove_default_node_pool
  dynamic "workload_identity_config" {
    for_each = var.workload_identity_config == null ? [] : [var.workload_identity_config]
    content {
      workload_pool = workload_identity_config.value.workload_pool
    }
  }
}

output "cluster_id" {
  value = google_container_cluster.main.id
}

output "cluster_name" {
  value = google_container_cluster.main.name
}
