module "ingest_identity" {
  source              = "terraform-google-modules/kubernetes-engine/google//modules/workload-identity"
  version             = "~> 36.0"
  project_id          = var.project_id
  name                = local.ingest_name
  namespace           = local.ingest_name
  use_existing_k8s_sa = true
  annotate_k8s_sa     = false
}

module "publish_identity" {
  source              = "terraform-google-modules/kubernetes-engine/google//modules/workload-identity"
  version             = "~> 36.0"
  project_id          = var.project_id
  name                = local.publish_name
  namespace           = local.namespace
  use_existing_k8s_sa = true
  annotate_k8s_sa     = false
}
