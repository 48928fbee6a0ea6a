terraform {
  required_providers {
    google = { source = "hashicorp/google", version = ">= 3.50, < 4.0" }
  }
}
variable "wi" { default = false }
resource "google_container_node_pool" "p" {
  count   = var.wi ? 1 : 0
  name    = "p"
  cluster = "main"
  node_config {
    workload_metadata_config { node_metadata = "GKE_METADATA_SERVER" }
  }
}
