include "root" {
  path = find_in_parent_folders("root.hcl")
}

terraform {
  source = "${get_repo_root()}//modules/gke"
}

locals {
  env = read_terragrunt_config(find_in_parent_folders("env.hcl")).locals
}

inputs = {
  project_id   = local.env.project_id
  region       = local.env.region
  cluster_name = "meters-${local.env.environment}"
  machine_type = local.env.machine_type
  min_nodes    = local.env.min_nodes
  max_nodes    = local.env.max_nodes
  master_cidr  = local.env.master_cidr
}
