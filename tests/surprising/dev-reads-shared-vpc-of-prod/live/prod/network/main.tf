terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "prod/network"
  }
}

resource "google_compute_network" "vpc" {
  project                 = "acme-host"
  name                    = "shared"
  auto_create_subnetworks = false
}

output "network" {
  value = google_compute_network.vpc.self_link
}

resource "google_compute_shared_vpc_host_project" "host" {
  project = "acme-host"
}

resource "google_compute_shared_vpc_service_project" "all" {
  for_each        = toset(["acme-dev", "acme-prod"])
  host_project    = google_compute_shared_vpc_host_project.host.project
  service_project = each.key
}
