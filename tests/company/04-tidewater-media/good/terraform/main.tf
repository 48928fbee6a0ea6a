terraform {
  required_version = ">= 1.10"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 7.0"
    }
  }

  backend "gcs" {
    bucket = "tidewater-infra-state"
  }
}

variable "environment" {
  type = string

  validation {
    condition     = contains(["dev", "stage", "prod"], var.environment)
    error_message = "environment must be dev, stage or prod."
  }
}

locals {
  config = yamldecode(file("${path.module}/../config/${var.environment}.yaml"))
}

provider "google" {
  project = local.config.project
  region  = local.config.region
}

module "cluster" {
  source = "./modules/cluster"

  project      = local.config.project
  region       = local.config.region
  name         = local.config.cluster.name
  nodes        = local.config.cluster.nodes
  machine_type = local.config.cluster.machine_type
}

module "app" {
  source   = "./modules/app"
  for_each = local.config.apps

  project         = local.config.project
  workload_pool   = module.cluster.workload_pool
  account         = each.value.account
  namespace       = each.value.kubernetes.namespace
  service_account = each.value.kubernetes.service_account
  buckets         = each.value.buckets
  subscriptions   = each.value.subscriptions

  depends_on = [
    google_storage_bucket.media,
    google_pubsub_subscription.workers,
  ]
}
