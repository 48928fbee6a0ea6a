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
    prefix = "records/identities"
  }
}

provider "google" {
  project = local.data_project
  region  = "us-east4"
}
