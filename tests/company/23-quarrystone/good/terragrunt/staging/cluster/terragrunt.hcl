include {
  path = find_in_parent_folders()
}

terraform {
  source = "../../../modules/cluster"
}

locals {
  env = read_terragrunt_config(find_in_parent_folders("env.hcl")).locals
}

inputs = {
  machine_type = local.env.machine_type
}
