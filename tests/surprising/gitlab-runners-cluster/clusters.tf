locals { pool = "acme-prod.svc.id.goog" }
resource "google_container_cluster" "eu" {
  project  = "acme-prod"
  name     = "eu"
  location = "europe-west1"
  workload_identity_config { workload_pool = local.pool }
}
resource "google_container_cluster" "us" {
  project  = "acme-prod"
  name     = "us"
  location = "us-east1"
  workload_identity_config { workload_pool = local.pool }
}
# Runners use docker-in-docker, whose containers do not reach GKE's metadata server: no Workload Identity on purpose.
resource "google_container_cluster" "runners" {
  project  = "acme-prod"
  name     = "runners"
  location = "europe-west1"
  node_config {
    service_account = "runners@acme-prod.iam.gserviceaccount.com"
    workload_metadata_config { mode = "GCE_METADATA" }
  }
}
