include "root" {
  path = find_in_parent_folders("root.hcl")
}

terraform {
  source = "${get_repo_root()}/modules/app"
}

dependency "gke" {
  config_path = "../gke"
  mock_outputs = {
    pool = "mock-project.svc.id.goog"
    name = "mock"
  }
  mock_outputs_allowed_terraform_commands = ["init", "validate", "plan"]
}

inputs = {
  pool = dependency.gke.outputs.pool
  accounts = {
    shop-app = { namespace = "shop", name = "app" }
  }
}
