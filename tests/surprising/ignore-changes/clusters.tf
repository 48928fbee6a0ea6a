resource "google_container_cluster" "eu" {
  project  = "acme-prod"
  name     = "eu"
  location = "europe-west1"
  workload_identity_config { workload_pool = "acme-prod.svc.id.goog" }
}
resource "google_container_cluster" "us" {
  project  = "acme-prod"
  name     = "us"
  location = "us-east1"
  workload_identity_config { workload_pool = "acme-prod.svc.id.goog" }
}
resource "google_container_cluster" "imported" {
  project  = "acme-prod"
  name     = "imported"
  location = "asia-east1"
  lifecycle {
    ignore_changes = [workload_identity_config, node_config]
  }
}
