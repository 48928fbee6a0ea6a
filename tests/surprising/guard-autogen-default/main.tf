variable "enabled" { default = false }
variable "gsa" { default = "disabled" }
resource "kubernetes_service_account" "a" {
  count = var.enabled ? 1 : 0
  metadata {
    name        = "app"
    namespace   = "shop"
    annotations = { "iam.gke.io/gcp-service-account" = var.gsa }
  }
}
