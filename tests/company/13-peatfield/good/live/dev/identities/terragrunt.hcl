include "root" {
  path = find_in_parent_folders()
}

terraform {
  source = "../../../modules/identities"
}

dependency "cluster" {
  config_path = "../cluster"
}

inputs = {
  workload_pool = dependency.cluster.outputs.workload_pool
}
