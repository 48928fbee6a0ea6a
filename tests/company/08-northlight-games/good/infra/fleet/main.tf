terraform {
  required_version = "~> 1.11"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 7.12"
    }
  }

  backend "gcs" {
    bucket = "northlight-tfstate"
    prefix = "fleet"
  }
}

locals {
  fleet_project = "northlight-fleet-4400"
}

resource "google_gke_hub_fleet" "play" {
  project      = local.fleet_project
  display_name = "Northlight Play"
}

resource "google_gke_hub_scope" "play" {
  project  = local.fleet_project
  scope_id = "play"
}
