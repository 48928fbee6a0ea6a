locals {
  account = read_terragrunt_config(find_in_parent_folders("account.hcl")).locals
}

remote_state {
  backend = "gcs"
  config = {
    bucket   = "korvane-tf-${local.account.env}"
    prefix   = "infra/${path_relative_to_include()}"
    project  = local.account.project
    location = "EU"
  }
  generate = {
    path      = "_backend.tf"
    if_exists = "overwrite"
  }
}

generate "providers" {
  path      = "_providers.tf"
  if_exists = "overwrite"
  contents  = <<-TF
    terraform {
      required_version = ">= 1.8"
      required_providers {
        google = {
          source  = "hashicorp/google"
          version = "~> 7.0"
        }
      }
    }

    provider "google" {
      project = "${local.account.project}"
      region  = "${local.account.region}"
    }
  TF
}

inputs = {
  project = local.account.project
  region  = local.account.region
  env     = local.account.env
}
