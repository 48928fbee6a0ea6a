resource "helm_release" "external_secrets" {
  name             = "external-secrets"
  namespace        = "external-secrets"
  create_namespace = true
  repository       = "https://charts.external-secrets.io"
  chart            = "external-secrets"
  version          = "0.9.20"

  set {
    name  = "serviceAccount.name"
    value = "external-secrets"
  }

  set {
    name  = "serviceAccount.annotations.iam.gke.io/gcp-service-account"
    value = google_service_account.eso.email
  }
}

resource "helm_release" "artifact_puller" {
  name             = "artifact-puller"
  namespace        = "tools"
  create_namespace = true
  repository       = "https://charts.acme.example"
  chart            = "artifact-puller"

  set {
    name  = "serviceAccount.name"
    value = "artifact-puller"
  }

  set {
    name  = "serviceAccount.annotations.iam\\.gke\\.io/gcp-service-account"
    value = google_service_account.reloader.email
  }
}
