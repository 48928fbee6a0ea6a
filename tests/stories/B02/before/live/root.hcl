locals {
  env = read_terragrunt_config(find_in_parent_folders("env.hcl"))
}

remote_state {
  backend = "gcs"
  generate = {
    path      = "backend.tf"
    if_exists = "overwrite_terragrunt"
  }
  config = {
    project  = local.env.locals.project_id
    location = "eu"
    bucket   = "${local.env.locals.project_id}-tfstate"
    prefix   = path_relative_to_include()
  }
}

generate "provider" {
  path      = "provider.tf"
  if_exists = "overwrite_terragrunt"
  contents  = <<-EOT
    provider "google" {
      project = "${local.env.locals.project_id}"
      region  = "europe-north1"
    }
  EOT
}

inputs = {
  project_id = local.env.locals.project_id
}
