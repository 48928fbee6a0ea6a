resource "kubernetes_namespace_v1" "pipeline" {
  metadata {
    name = "pipeline"
  }
}

module "identity" {
  source   = "terraform-google-modules/kubernetes-engine/google//modules/workload-identity"
  version  = "~> 44.0"
  for_each = toset(["aligner", "variant-api"])

  project_id = var.project_id
  name       = each.key
  namespace  = kubernetes_namespace_v1.pipeline.metadata[0].name

  depends_on = [module.gke]
}
