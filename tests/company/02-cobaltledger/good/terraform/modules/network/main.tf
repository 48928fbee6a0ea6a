variable "project_id" { type = string }
variable "name" { type = string }
variable "region" { type = string }
variable "octet" { type = number }

resource "google_compute_network" "vpc" {
  project                 = var.project_id
  name                    = var.name
  auto_create_subnetworks = false
}

resource "google_compute_subnetwork" "gke" {
  project                  = var.project_id
  name                     = "${var.name}-gke"
  region                   = var.region
  network                  = google_compute_network.vpc.id
  ip_cidr_range            = "10.${var.octet}.0.0/20"
  private_ip_google_access = true

  secondary_ip_range {
    range_name    = "pods"
    ip_cidr_range = "10.${var.octet + 1}.0.0/16"
  }

  secondary_ip_range {
    range_name    = "services"
    ip_cidr_range = "10.${var.octet + 2}.0.0/20"
  }
}

output "network" { value = google_compute_network.vpc.id }
output "subnetwork" { value = google_compute_subnetwork.gke.id }
