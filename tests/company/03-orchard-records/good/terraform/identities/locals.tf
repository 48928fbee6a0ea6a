locals {
  data_projects = {
    dev     = "orchard-data-dev-7101"
    staging = "orchard-data-staging-7102"
    preprod = "orchard-data-preprod-7107"
    prod    = "orchard-data-prod-7103"
  }

  cluster_projects = {
    dev     = "orchard-gke-dev-6101"
    staging = "orchard-gke-staging-6102"
    preprod = "orchard-gke-preprod-6107"
    prod    = "orchard-gke-prod-6103"
  }

  data_project    = local.data_projects[terraform.workspace]
  cluster_project = lookup(local.cluster_projects, terraform.workspace, local.cluster_projects["dev"])
  retention_days  = lookup({ prod = 3650 }, terraform.workspace, 30)

  accounts = {
    records-api = {
      namespace = "records"
      display   = "Serves patient documents"
    }
    claims-importer = {
      namespace = "claims"
      display   = "Loads insurer claim files"
    }
  }
}
