variable "identity" {
  type = object({
    enabled = optional(bool, false)
    account = optional(string, "none")
    project = optional(string, "none")
  })
  default = {}
}
locals {
  defaults = { enabled = false, account = "none", project = "unset" }
  settings = merge(local.defaults, { for k, v in var.identity : k => v if v != null })
}
resource "google_service_account_iam_member" "web" {
  count              = local.settings.enabled ? 1 : 0
  service_account_id = "projects/${local.settings.project}/serviceAccounts/${local.settings.account}"
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.settings.project}.svc.id.goog[shop/web]"
}
resource "kubernetes_service_account_v1" "web" {
  count = local.settings.enabled ? 1 : 0
  metadata {
    name        = "web"
    namespace   = "shop"
    annotations = { "iam.gke.io/gcp-service-account" = local.settings.account }
  }
}
