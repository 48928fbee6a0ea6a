stands_for {
  sources = ["GoogleCloudPlatform/cloud-foundation-fabric//modules/gke-cluster-autopilot"]
  about   = "Makes an Autopilot cluster, which has the workload pool of its project."
  see     = "https://github.com/GoogleCloudPlatform/cloud-foundation-fabric/tree/master/modules/gke-cluster-autopilot"
}

variable "project_id" {}

variable "name" {}

variable "location" {}

resource "google_container_cluster" "cluster" {
  name             = var.name
  project          = var.project_id
  location         = var.location
  enable_autopilot = true
  workload_identity_config {
    workload_pool = "${var.project_id}.svc.id.goog"
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
