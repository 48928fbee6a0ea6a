terraform {
  required_version = ">= 1.9"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 7.12"
    }
  }

  backend "gcs" {
    bucket = "asterby-runtime-tfstate"
    prefix = "runtime"
  }
}

provider "google" {
  project = var.project
  region  = var.region
}
