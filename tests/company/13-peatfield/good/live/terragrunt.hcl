locals {
  env = yamldecode(file(find_in_parent_folders("env.yaml")))
}

remote_state {
  backend = "gcs"
  config = {
    bucket   = "peatfield-tfstate"
    prefix   = path_relative_to_include()
    project  = "peatfield-shared"
    location = "eu"
  }
  generate = {
    path      = "backend.tf"
    if_exists = "overwrite_terragrunt"
  }
}

inputs = local.env
