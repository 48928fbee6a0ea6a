locals {
  env = read_terragrunt_config(find_in_parent_folders("env.hcl")).locals
}

remote_state {
  backend = "gcs"
  config = {
    bucket = "holmgren-tfstate-${local.env.name}"
    prefix = basename(path_relative_to_include())
  }
  generate = {
    path      = "backend_gen.tf"
    if_exists = "overwrite_terragrunt"
  }
}

generate "provider" {
  path      = "provider_gen.tf"
  if_exists = "overwrite_terragrunt"
  contents  = <<-EOF
    provider "google" {
      region = "europe-north1"
    }
  EOF
}

terraform {
  source = "${get_repo_root()}/infra/modules//${basename(get_terragrunt_dir())}"
}
