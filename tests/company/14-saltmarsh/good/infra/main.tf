terraform {
  required_version = ">= 1.5"

  backend "gcs" {
    bucket = "saltmarsh-tfstate"
    prefix = "claims"
  }
}

locals {
  environments = {
    dev = {
      project   = "saltmarsh-claims-dev"
      cluster   = "claims-dev-ew2"
      namespace = "claims-dev"
      machine   = "e2-standard-2"
      max_nodes = 3
    }
    staging = {
      project   = "saltmarsh-claims-stg"
      cluster   = "claims-stg-ew2"
      namespace = "claims-staging"
      machine   = "e2-standard-4"
      max_nodes = 4
    }
    prod = {
      project   = "saltmarsh-claims-prd"
      cluster   = "claims-prd-ew2"
      namespace = "claims"
      machine   = "n2-standard-4"
      max_nodes = 9
    }
  }

  env    = local.environments[terraform.workspace]
  region = "europe-west2"
}

provider "google" {
  project = local.env.project
  region  = local.region
}
