stands_for {
  sources = [
    "terraform-google-modules/terraform-google-kubernetes-engine//modules/beta-autopilot-private-cluster",
    "terraform-google-modules/terraform-google-kubernetes-engine//modules/beta-autopilot-public-cluster",
    "terraform-google-modules/terraform-google-kubernetes-engine//modules/gke-autopilot-cluster",
  ]
  about = "Makes an Autopilot cluster, which has the workload pool of its project."
  see   = "https://github.com/terraform-google-modules/terraform-google-kubernetes-engine"
}

variable "project_id" {}

variable "name" {}

variable "region" {
  default = null
}

variable "location" {
  default = null
}

locals {
  location = coalesce(var.location, var.region)
}

resource "google_container_cluster" "primary" {
  name             = var.name
  project          = var.project_id
  location         = local.location
  enable_autopilot = true
  workload_identity_config {
    workload_pool = "${var.project_id}.svc.id.goog"
  }
}

output "name" {
  value = google_container_cluster.primary.name
}

output "cluster_id" {
  value = google_container_cluster.primary.id
}

output "location" {
  value = local.location
}

output "identity_namespace" {
  value = "${var.project_id}.svc.id.goog"
}
