resource "google_service_account" "external_dns" {
  project    = "acme-prod"
  account_id = "external-dns"
}
resource "google_service_account_iam_member" "external_dns" {
  service_account_id = google_service_account.external_dns.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod.svc.id.goog[external-dns/external-dns]"
}

variable "via_helm" { type = bool }
resource "kubernetes_service_account_v1" "dns" {
  count = var.via_helm ? 0 : 1
  metadata {
    name        = "external-dns"
    namespace   = "external-dns"
    annotations = { "iam.gke.io/gcp-service-account" = google_service_account.external_dns.email }
  }
}
resource "helm_release" "dns" {
  count      = var.via_helm ? 1 : 0
  name       = "external-dns"
  namespace  = "external-dns"
  repository = "https://kubernetes-sigs.github.io/external-dns/"
  chart      = "external-dns"
  values = [yamlencode({
    serviceAccount = {
      create      = true
      name        = "external-dns"
      annotations = { "iam.gke.io/gcp-service-account" = google_service_account.external_dns.email }
    }
  })]
}
