terraform {
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 3.50, < 4.0"
    }
  }
}
resource "google_container_node_pool" "p" {
  name    = "p"
  cluster = "main"
  node_config {
    workload_metadata_config { node_metadata = "GKE_METADATA_SERVER" }
  }
}
