variable "project_id" {
  type    = string
  default = "acme-ai"
}

module "gke" {
  source  = "terraform-google-modules/kubernetes-engine/google//modules/private-cluster"
  version = "~> 31.0"

  project_id        = var.project_id
  name              = "ai"
  region            = "us-central1"
  network           = "main"
  subnetwork        = "gke"
  ip_range_pods     = "pods"
  ip_range_services = "services"

  remove_default_node_pool = true

  node_pools = [
    {
      name         = "default"
      machine_type = "e2-standard-8"
      min_count    = 1
      max_count    = 5
    },
    {
      name               = "gpu"
      machine_type       = "g2-standard-8"
      accelerator_type   = "nvidia-l4"
      accelerator_count  = 1
      min_count          = 0
      max_count          = 4
      node_metadata      = "GCE_METADATA"
    },
  ]
}
