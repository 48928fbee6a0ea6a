terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "dev/network"
  }
}

resource "google_compute_network" "vpc" {
  project                 = "acme-dev"
  name                    = "loadtest"
  auto_create_subnetworks = false
}

output "network" {
  value = google_compute_network.vpc.self_link
}
