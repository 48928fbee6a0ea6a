terraform {
  required_version = ">= 1.7"
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.30"
    }
  }
  backend "gcs" {
    bucket = "marlow-grid-terraform"
    prefix = "metering"
  }
}

provider "google" {
  project = local.project
  region  = local.region
}
