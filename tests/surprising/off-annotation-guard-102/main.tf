variable "gsa" { default = "none" }
resource "kubernetes_service_account" "a" {
  count = strcontains(var.gsa, "@") ? 1 : 0
  metadata {
    name        = "app"
    namespace   = "shop"
    annotations = { "iam.gke.io/gcp-service-account" = var.gsa }
  }
}
