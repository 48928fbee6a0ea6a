resource "kubernetes_service_account" "tenant" {
  for_each = toset(var.tenant_namespaces)

  metadata {
    name      = local.ksa
    namespace = each.value
    annotations = {
      "iam.gke.io/gcp-service-account" = google_service_account.tenant.email
    }
  }
}
