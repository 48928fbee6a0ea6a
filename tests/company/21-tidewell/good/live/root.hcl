locals {
  env        = read_terragrunt_config(find_in_parent_folders("env.hcl"))
  project_id = local.env.locals.project_id
  region     = local.env.locals.region
}

remote_state {
  backend = "gcs"

  generate = {
    path      = "backend.tf"
    if_exists = "overwrite_terragrunt"
  }

  config = {
    project  = "tidewell-admin"
    location = "europe-west4"
    bucket   = "tidewell-admin-tfstate"
    prefix   = path_relative_to_include()
  }
}

generate "provider" {
  path      = "provider.tf"
  if_exists = "overwrite_terragrunt"
  contents  = <<-EOT
    provider "google" {
      project = "${local.project_id}"
      region  = "${local.region}"
    }
  EOT
}
