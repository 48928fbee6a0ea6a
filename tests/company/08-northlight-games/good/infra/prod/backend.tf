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
    prefix = "prod"
  }
}
