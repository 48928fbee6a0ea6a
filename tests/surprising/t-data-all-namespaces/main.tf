resource "google_service_account" "web" {
  project    = "acme-prod"
  account_id = "shop-web"
}

variable "accounts" {
  type = list(object({ metadata = object({ name = string, namespace = string }) }))
}
resource "google_service_account_iam_binding" "web" {
  service_account_id = google_service_account.web.name
  role               = "roles/iam.workloadIdentityUser"
  members            = [for kubernetes_sa in var.accounts : "serviceAccount:acme-prod.svc.id.goog[${kubernetes_sa.metadata.namespace}/${kubernetes_sa.metadata.name}]"]
}
