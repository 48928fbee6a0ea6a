locals {
  worker_roles = [
    "monitoring.metricWriter",
    "roles/cloudtrace.agent",
    "roles/datastore.user",
  ]
}

module "worker_identity" {
  source  = "terraform-google-modules/kubernetes-engine/google//modules/workload-identity"
  version = "~> 34.0"

  project_id = var.project_id
  name       = "orders-worker"
  namespace  = "orders"
  roles      = local.worker_roles
}
