terraform {
  required_version = "~> 1.11"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 7.18"
    }
  }

  backend "gcs" {
    bucket = "granite-terraform-state"
    prefix = "dev/platform"
  }
}
