locals {
  account = read_terragrunt_config(find_in_parent_folders("account.hcl")).locals
}

terraform {
  source = "${dirname(find_in_parent_folders("root.hcl"))}/../tf-modules//identity"
}

dependency "cluster" {
  config_path = "${get_terragrunt_dir()}/../autopilot"

  mock_outputs = {
    workload_pool = "${local.account.project}.svc.id.goog"
  }
  mock_outputs_allowed_terraform_commands = ["validate", "plan"]
}

inputs = {
  workload_pool = dependency.cluster.outputs.workload_pool

  apps = {
    ledger-api = {
      namespace = "ledger"
      secrets   = ["ledger-db-url"]
      topics    = ["ledger-entries"]
    }
    settlement-worker = {
      namespace = "ledger"
      secrets   = ["acquirer-api-key"]
      topics    = []
    }
  }
}
