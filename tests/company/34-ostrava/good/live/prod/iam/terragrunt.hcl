include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

terraform {
  source = "${get_repo_root()}/modules//iam"
}

dependency "gke" {
  config_path = "../gke"

  mock_outputs = {
    workload_pool = "ostrava-prod-6021.svc.id.goog"
  }
  mock_outputs_allowed_terraform_commands = ["validate", "plan"]
}

inputs = {
  workload_pool = dependency.gke.outputs.workload_pool
  frames_bucket = "ostrava-frames-prod"
}
