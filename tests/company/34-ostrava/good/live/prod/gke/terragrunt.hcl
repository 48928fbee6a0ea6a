include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

terraform {
  source = "${get_repo_root()}/modules//gke"
}

inputs = {
  cluster_name = "plant-prod"

  node_pools = {
    services = {
      machine_type = "n2-standard-4"
      max_nodes    = 8
      labels       = { workload-tier = "services" }
    }

    batch = {
      machine_type  = "n1-highmem-8"
      max_nodes     = 4
      labels        = { workload-tier = "batch" }
      metadata_mode = "GCE_METADATA"
    }

    batch-c3 = {
      machine_type = "c3-highmem-8"
      max_nodes    = 12
      labels       = { workload-tier = "batch-c3" }
    }
  }
}
