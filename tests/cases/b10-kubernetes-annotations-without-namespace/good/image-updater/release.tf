resource "helm_release" "image_updater" {
  name       = "argocd-image-updater"
  namespace  = var.namespace
  repository = "https://argoproj.github.io/argo-helm"
  chart      = "argocd-image-updater"
  version    = "0.12.0"

  set {
    name  = "serviceAccount.create"
    value = "true"
  }

  set {
    name  = "serviceAccount.name"
    value = "argocd-image-updater"
  }
}

resource "kubernetes_annotations" "image_updater" {
  api_version = "v1"
  kind        = "ServiceAccount"

  metadata {
    name      = "argocd-image-updater"
    namespace = var.namespace
  }

  annotations = {
    "iam.gke.io/gcp-service-account" = google_service_account.image_updater.email
  }

  depends_on = [helm_release.image_updater]
}
