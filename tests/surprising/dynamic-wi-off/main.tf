variable "identity" { default = [] }
resource "google_container_cluster" "a" {
  project  = "acme-prod"
  name     = "a"
  location = "europe-west1"
  workload_identity_config { workload_pool = "acme-prod.svc.id.goog" }
}
resource "google_container_cluster" "b" {
  project  = "acme-prod"
  name     = "b"
  location = "europe-west2"
  workload_identity_config { workload_pool = "acme-prod.svc.id.goog" }
}
resource "google_container_cluster" "build" {
  project  = "acme-prod"
  name     = "build"
  location = "europe-west3"
  dynamic "workload_identity_config" {
    for_each = var.identity
    content { workload_pool = workload_identity_config.value }
  }
}
