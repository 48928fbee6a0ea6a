resource "helm_release" "cert_manager" {
  name       = "cert-manager"
  namespace  = "certs"
  repository = "https://charts.jetstack.io"
  chart      = "cert-manager"

  set {
    name  = "serviceAccount.create"
    value = "true"
  }

  set {
    name  = "serviceAccount.name"
    value = "cert-manager"
  }

  set {
    name  = "serviceAccount.annotations.iam\\.gke\\.io/gcp-service-account"
    value = google_service_account.of["certs"].email
  }
}
