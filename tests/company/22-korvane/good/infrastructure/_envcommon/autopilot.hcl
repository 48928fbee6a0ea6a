locals {
  account = read_terragrunt_config(find_in_parent_folders("account.hcl")).locals
}

terraform {
  source = "${dirname(find_in_parent_folders("root.hcl"))}/../tf-modules//autopilot"
}

inputs = {
  name       = "korvane-${local.account.env}"
  subnetwork = "projects/korvane-net/regions/${local.account.region}/subnetworks/gke-${local.account.env}"
}
