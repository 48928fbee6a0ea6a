resource "google_service_account" "nodes" {
  account_id   = "seq-nodes"
  display_name = "seq-${var.environment} nodes"
}

resource "google_project_iam_member" "nodes" {
  project = var.project_id
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.nodes.member
}

module "gke" {
  source  = "terraform-google-modules/kubernetes-engine/google"
  version = "~> 44.0"

  project_id        = var.project_id
  name              = "seq-${var.environment}"
  region            = var.region
  network           = "seq"
  subnetwork        = "seq-gke"
  ip_range_pods     = "pods"
  ip_range_services = "services"

  remove_default_node_pool = true
  create_service_account   = false
  service_account          = google_service_account.nodes.email

  node_pools        = var.node_pools
  node_pools_taints = var.node_pools_taints
}
