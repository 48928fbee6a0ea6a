locals {
  workloads = yamldecode(file("${path.module}/workloads.yaml"))
}

module "workload" {
  source   = "./modules/workload"
  for_each = local.workloads

  project_id   = var.project_id
  pool_project = var.cluster_project_id
  name         = each.key
  namespace    = each.value.namespace
  ksa          = each.value.ksa
  buckets      = each.value.buckets
}

data "google_project" "clusters" {
  project_id = var.cluster_project_id
}
