include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

terraform {
  source = "${get_repo_root()}/modules//gke"
}

inputs = {
  cluster_name = "plant-lab"

  node_pools = {
    services = {
      machine_type = "n2-standard-4"
      max_nodes    = 3
      labels       = { workload-tier = "services" }
    }

    batch = {
      machine_type = "c3-highmem-4"
      max_nodes    = 2
      labels       = { workload-tier = "batch" }
    }
  }
}
