terraform {
  required_version = "~> 1.9"
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.14"
    }
  }
  backend "gcs" {}
}

variable "project_id" {
  type = string
}

variable "region" {
  type = string
}

variable "node_cidr" {
  type = string
}

variable "pod_cidr" {
  type = string
}

variable "svc_cidr" {
  type = string
}

resource "google_compute_network" "vpc" {
  project                 = var.project_id
  name                    = "policy"
  auto_create_subnetworks = false
}

resource "google_compute_subnetwork" "gke" {
  project                  = var.project_id
  name                     = "gke"
  region                   = var.region
  network                  = google_compute_network.vpc.id
  ip_cidr_range            = var.node_cidr
  private_ip_google_access = true

  secondary_ip_range {
    range_name    = "pods"
    ip_cidr_range = var.pod_cidr
  }

  secondary_ip_range {
    range_name    = "services"
    ip_cidr_range = var.svc_cidr
  }
}

output "network" {
  value = google_compute_network.vpc.id
}

output "subnetwork" {
  value = google_compute_subnetwork.gke.id
}
