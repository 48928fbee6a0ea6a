resource "google_service_account" "dns" {
  project    = var.project
  account_id = "external-dns"
}
resource "google_service_account_iam_member" "dns" {
  service_account_id = google_service_account.dns.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project}.svc.id.goog[external-dns/external-dns]"
}
resource "kubernetes_service_account_v1" "dns" {
  count = var.managed_account ? 1 : 0
  metadata {
    name        = "external-dns"
    namespace   = "external-dns"
    annotations = { "iam.gke.io/gcp-service-account" = google_service_account.dns.email }
  }
}
resource "helm_release" "dns" {
  count      = var.self_contained ? 1 : 0
  name       = "external-dns"
  namespace  = "external-dns"
  repository = "https://kubernetes-sigs.github.io/external-dns/"
  chart      = "external-dns"
  values = [yamlencode({
    serviceAccount = {
      create      = true
      name        = "external-dns"
      annotations = { "iam.gke.io/gcp-service-account" = google_service_account.dns.email }
    }
  })]
}
