module "gke" {
  source  = "terraform-google-modules/kubernetes-engine/google"
  version = "~> 30.0"

  project_id         = var.project_id
  name               = "ml"
  region             = var.region
  network            = "ml"
  subnetwork         = "ml-nodes"
  ip_range_pods      = "pods"
  ip_range_services  = "services"
  identity_namespace = "enabled"
  node_metadata      = "GKE_METADATA"

  remove_default_node_pool = true

  node_pools = [
    {
      name         = "cpu"
      machine_type = "n2-standard-8"
      min_count    = 1
      max_count    = 8
    },
  ]
}
