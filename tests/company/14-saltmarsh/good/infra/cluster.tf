module "gke" {
  source  = "terraform-google-modules/kubernetes-engine/google//modules/private-cluster"
  version = "~> 38.0"

  project_id        = local.env.project
  name              = local.env.cluster
  region            = local.region
  network           = "claims"
  subnetwork        = "claims-nodes"
  ip_range_pods     = "pods"
  ip_range_services = "services"

  identity_namespace       = "${local.env.project}.svc.id.goog"
  node_metadata            = "GKE_METADATA"
  remove_default_node_pool = true
  create_service_account   = true
  grant_registry_access    = true
  registry_project_ids     = ["saltmarsh-registry"]

  node_pools = [
    {
      name         = "main"
      machine_type = local.env.machine
      min_count    = 1
      max_count    = local.env.max_nodes
    },
  ]
}
