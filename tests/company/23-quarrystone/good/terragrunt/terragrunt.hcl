locals {
  env = read_terragrunt_config("${get_terragrunt_dir()}/../env.hcl").locals
}

remote_state {
  backend = "gcs"
  config = {
    bucket = "quarrystone-state"
    prefix = "${path_relative_to_include()}/terraform.tfstate"
  }
  generate = {
    path      = "backend.tf"
    if_exists = "overwrite_terragrunt"
  }
}

inputs = {
  project_id  = local.env.project_id
  environment = local.env.environment
  region      = "us-central1"
}
