locals {
  region = "us-east4"

  projects = {
    dev     = "orchard-gke-dev-6101"
    staging = "orchard-gke-staging-6102"
    preprod = "orchard-gke-preprod-6107"
    prod    = "orchard-gke-prod-6103"
  }

  sizes = {
    dev     = { nodes = 1, machine = "e2-standard-4" }
    staging = { nodes = 1, machine = "e2-standard-4" }
    preprod = { nodes = 2, machine = "n2d-standard-8" }
    prod    = { nodes = 3, machine = "n2d-standard-8" }
  }

  project = local.projects[terraform.workspace]
  size    = local.sizes[terraform.workspace]
}
