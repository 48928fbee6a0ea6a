terraform {
  required_version = "~> 1.11"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 7.15"
    }
  }

  backend "gcs" {
    bucket = "orchard-terraform-state"
    prefix = "records/clusters"
  }
}

provider "google" {
  project = local.project
  region  = local.region
}
