locals {
  env = read_terragrunt_config(find_in_parent_folders("env.hcl")).locals
}

remote_state {
  backend = "gcs"
  generate = {
    path      = "backend.tf"
    if_exists = "overwrite_terragrunt"
  }
  config = {
    project  = local.env.project_id
    location = local.env.region
    bucket   = "${local.env.project_id}-tfstate"
    prefix   = path_relative_to_include()
  }
}

inputs = {
  project_id = local.env.project_id
  region     = local.env.region
}
