include "root" {
  path = find_in_parent_folders("root.hcl")
}

terraform {
  source = "${get_repo_root()}//modules/workloads"
}

dependency "gke" {
  config_path = "../gke"
}

locals {
  env = read_terragrunt_config(find_in_parent_folders("env.hcl")).locals
}

inputs = {
  project_id    = local.env.project_id
  region        = local.env.region
  environment   = local.env.environment
  workload_pool = dependency.gke.outputs.workload_pool
  namespace     = "telemetry"

  service_accounts = {
    "meter-ingest" = {
      display_name = "Meter ingest"
      ksa          = "meter-ingest"
    }
    "billing-export" = {
      display_name = "Billing export"
      ksa          = "billing-export"
    }
  }
}
