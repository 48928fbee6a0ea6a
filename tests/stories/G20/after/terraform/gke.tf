module "gke" {
  source  = "terraform-google-modules/kubernetes-engine/google//modules/private-cluster"
  version = "~> 31.0"

  project_id              = var.project_id
  name                    = "vision"
  region                  = var.region
  zones                   = ["us-central1-a", "us-central1-c"]
  network                 = "vision"
  subnetwork              = "vision-nodes"
  ip_range_pods           = "vision-pods"
  ip_range_services       = "vision-services"
  enable_private_nodes    = true
  enable_private_endpoint = false
  master_ipv4_cidr_block  = "172.16.0.0/28"
  release_channel         = "REGULAR"

  remove_default_node_pool = true

  node_pools = [
    {
      name         = "general"
      machine_type = "n2-standard-4"
      min_count    = 1
      max_count    = 6
      auto_upgrade = true
    },
    {
      name               = "gpu-l4"
      machine_type       = "g2-standard-12"
      accelerator_count  = 1
      accelerator_type   = "nvidia-l4"
      gpu_driver_version = "LATEST"
      min_count          = 0
      max_count          = 8
      auto_upgrade       = true
      node_metadata      = "GKE_METADATA"
    },
  ]

  node_pools_labels = {
    gpu-l4 = {
      workload = "inference"
    }
  }

  node_pools_taints = {
    gpu-l4 = [
      {
        key    = "nvidia.com/gpu"
        value  = "present"
        effect = "NO_SCHEDULE"
      },
    ]
  }

  node_pools_oauth_scopes = {
    all = ["https://www.googleapis.com/auth/cloud-platform"]
  }
}
