locals {
  env = terraform.workspace

  projects = {
    dev     = "marlow-grid-dev"
    staging = "marlow-grid-staging"
    prod-eu = "marlow-grid-prod-eu"
    prod-us = "marlow-grid-prod-us"
  }

  regions = {
    prod-us = "us-central1"
  }

  namespaces = {
    prod-us = "metering-na"
  }

  machine_types = {
    dev     = "e2-standard-4"
    staging = "e2-standard-4"
  }

  project      = local.projects[local.env]
  region       = lookup(local.regions, local.env, "europe-west4")
  namespace    = lookup(local.namespaces, local.env, "metering")
  machine_type = lookup(local.machine_types, local.env, "n2-standard-8")
}
