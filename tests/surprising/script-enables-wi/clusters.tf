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
resource "google_container_cluster" "asia" {
  project  = "acme-prod"
  name     = "asia"
  location = "asia-east1"
  lifecycle { ignore_changes = all }
}
