module "identity" {
  source   = "terraform-google-modules/kubernetes-engine/google//modules/workload-identity"
  version  = "~> 44.0"
  for_each = var.workloads

  project_id   = var.project_id
  cluster_name = var.cluster_name
  location     = var.location

  name      = each.key
  namespace = each.value.namespace

  use_existing_k8s_sa = true
  annotate_k8s_sa     = false
}

output "members" {
  value = { for name, identity in module.identity : name => "serviceAccount:${identity.gcp_service_account_email}" }
}
