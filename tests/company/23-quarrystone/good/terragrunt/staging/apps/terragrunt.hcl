include {
  path = find_in_parent_folders()
}

terraform {
  source = "../../../modules/apps"
}

dependency "cluster" {
  config_path = "../cluster"
}

locals {
  env     = read_terragrunt_config(find_in_parent_folders("env.hcl")).locals
  tenancy = read_terragrunt_config("${get_terragrunt_dir()}/../../_common/tenancy.hcl").locals
}

inputs = {
  pool      = dependency.cluster.outputs.pool
  apps      = local.tenancy.apps
  namespace = lookup(local.tenancy.namespaces, local.env.environment, local.tenancy.default_namespace)
}
