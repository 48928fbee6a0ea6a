terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "prod"
  }
}

resource "google_container_cluster" "edge_1" {
  project            = "acme-prod"
  name               = "edge-1"
  location           = "europe-west1"
  initial_node_count = 3
}
