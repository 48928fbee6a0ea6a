stands_for {
  sources = ["GoogleCloudPlatform/cloud-foundation-fabric//modules/gke-cluster-standard"]
  about   = "Makes a GKE cluster with the workload pool of its project, unless `enable_features.workload_identity` is false."
  see     = "https://github.com/GoogleCloudPlatform/cloud-foundation-fabric/tree/master/modules/gke-cluster-standard"
}

variable "project_id" {}

variable "name" {}

variable "location" {}

variable "node_config" {
  default = {}
}

variable "enable_features" {
  default = {}
}

resource "google_container_cluster" "cluster" {
  name                     = var.name
  project                  = var.project_id
  location                 = var.location
  remove_default_node_pool = true
  dynamic "workload_identity_config" {
    for_each = try(var.enable_features.workload_identity, true) ? [""] : []
    content {
      workload_pool = "${var.project_id}.svc.id.goog"
    }
  }
}

output "name" {
  value = google_container_cluster.cluster.name
}

output "id" {
  value = google_container_cluster.cluster.id
}

output "location" {
  value = var.location
}

output "workload_identity_pool" {
  value = "${var.project_id}.svc.id.goog"
}
