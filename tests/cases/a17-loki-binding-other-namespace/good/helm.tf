resource "helm_release" "loki" {
  name             = "loki"
  namespace        = "logging"
  create_namespace = true
  repository       = "https://grafana.github.io/helm-charts"
  chart            = "loki"

  values = [yamlencode({
    serviceAccount = {
      create      = true
      name        = "loki-gcs-enabled"
      annotations = { "iam.gke.io/gcp-service-account" = google_service_account.loki.email }
    }
  })]
}

resource "helm_release" "mimir" {
  name             = "mimir"
  namespace        = "metrics"
  create_namespace = true
  repository       = "https://grafana.github.io/helm-charts"
  chart            = "mimir-distributed"

  values = [yamlencode({
    serviceAccount = {
      create      = true
      name        = "mimir"
      annotations = { "iam.gke.io/gcp-service-account" = google_service_account.mimir.email }
    }
  })]
}
