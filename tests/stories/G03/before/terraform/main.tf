terraform {
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 5.0, < 7.0"
    }
  }
}

locals {
  project = "fjordpay-core"
  region  = "europe-north1"
}

provider "google" {
  project = local.project
  region  = local.region
}

resource "google_container_cluster" "core" {
  name             = "core"
  location         = local.region
  enable_autopilot = true
}
