terraform {
  required_version = ">= 1.8"
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.22"
    }
    helm = {
      source  = "hashicorp/helm"
      version = "~> 2.17"
    }
  }
  backend "gcs" {}
}

provider "google" {
  project = var.project_id
  region  = var.region
}

data "google_client_config" "this" {}

data "terraform_remote_state" "clusters" {
  backend = "gcs"
  config = {
    bucket = var.state_bucket
    prefix = "clusters"
  }
}

provider "helm" {
  kubernetes {
    host                   = "https://${data.terraform_remote_state.clusters.outputs.endpoint}"
    cluster_ca_certificate = base64decode(data.terraform_remote_state.clusters.outputs.ca_certificate)
    token                  = data.google_client_config.this.access_token
  }
}

locals {
  pool     = data.terraform_remote_state.clusters.outputs.workload_pool
  uses_gcp = var.env != "dev"
}
