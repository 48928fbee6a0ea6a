terraform {
  required_version = ">= 1.10"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 7.16"
    }
  }

  backend "gcs" {
    bucket = "velora-state"
  }
}

provider "google" {
  project = var.project_id
  region  = "southamerica-east1"
}
