project_id = "iris-ml"

node_pools = [
  {
    name         = "general"
    machine_type = "e2-standard-8"
    min_count    = 1
    max_count    = 6
  },
  {
    name               = "gpu"
    machine_type       = "g2-standard-16"
    accelerator_type   = "nvidia-l4"
    accelerator_count  = 1
    min_count          = 0
    max_count          = 4
    node_metadata      = "GKE_METADATA"
  },
]
