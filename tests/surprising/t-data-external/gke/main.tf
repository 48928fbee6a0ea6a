variable "project" {}
variable "name" { default = "main" }

resource "google_container_cluster" "main" {
  project  = var.project
  name     = var.name
  location = "europe-west1"

  initial_node_count       = 1
  remove_default_node_pool = true

  workload_identity_config {
    workload_pool = "${var.project}.svc.id.goog"
  }
}

resource "google_service_account" "nodes" {
  project    = var.project
  account_id = "gke-nodes"
}

resource "google_container_node_pool" "main" {
  project  = var.project
  name     = "main"
  location = "europe-west1"
  cluster  = google_container_cluster.main.name

  node_config {
    service_account = google_service_account.nodes.email
    workload_metadata_config { mode = "GKE_METADATA" }
  }
}

output "name" { value = google_container_cluster.main.name }
output "endpoint" { value = google_container_cluster.main.endpoint }
output "ca" { value = google_container_cluster.main.master_auth[0].cluster_ca_certificate }
output "project" {
  value      = var.project
  depends_on = [google_container_cluster.main]
}
