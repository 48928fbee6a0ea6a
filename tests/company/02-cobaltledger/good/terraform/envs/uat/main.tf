terraform {
  required_version = "~> 1.11"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 7.20"
    }
  }

  backend "gcs" {
    bucket = "cobalt-ledger-uat-82-tfstate"
    prefix = "ledger"
  }
}

locals {
  project_id     = "cobalt-ledger-uat-82"
  project_number = "584120937716"
  region         = "europe-west4"
}

provider "google" {
  project = local.project_id
  region  = local.region
}

module "network" {
  source = "../../modules/network"

  project_id = local.project_id
  name       = "ledger"
  region     = local.region
  octet      = 50
}

module "gke" {
  source = "../../modules/gke"

  project_id   = local.project_id
  name         = "ledger-uat"
  region       = local.region
  network      = module.network.network
  subnetwork   = module.network.subnetwork
  node_count   = 2
  machine_type = "n2-standard-4"
}

module "ledger_data" {
  source = "../../modules/ledger-data"

  project_id     = local.project_id
  project_number = local.project_number
  workload_pool  = module.gke.workload_pool
}
