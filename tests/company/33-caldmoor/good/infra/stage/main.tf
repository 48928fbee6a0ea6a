terraform {
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.12"
    }
  }
  backend "gcs" {
    bucket = "caldmoor-tfstate-stage"
    prefix = "ledger"
  }
}

locals {
  project = "caldmoor-core-stage-38"
}

module "gke" {
  source   = "../modules/gke"
  for_each = toset(["europe-west2"])

  project = local.project
  region  = each.value
}

module "identity" {
  source = "../modules/identity"

  project   = local.project
  namespace = "ledger"
  pool      = one(distinct([for c in module.gke : c.workload_pool]))

  accounts = {
    posting-api = {
      topics = ["ledger-postings"]
    }
    reconciler = {
      subscriptions = ["ledger-postings-recon"]
    }
  }
}
