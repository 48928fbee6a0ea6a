variable "project" { type = string }
variable "name" { type = string }
variable "network" { type = string }

resource "google_container_cluster" "this" {
  project    = var.project
  name       = var.name
  location   = "europe-west1"
  network    = var.network
  workload_identity_config {
    workload_pool = "${var.project}.svc.id.goog"
  }
}

output "pool" {
  value = google_container_cluster.this.workload_identity_config[0].workload_pool
}

output "name" {
  value = google_container_cluster.this.name
}
