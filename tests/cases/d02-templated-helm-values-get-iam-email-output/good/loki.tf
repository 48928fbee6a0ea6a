resource "helm_release" "loki" {
  name             = "loki"
  namespace        = "loki"
  create_namespace = true
  repository       = "https://grafana.github.io/helm-charts"
  chart            = "loki"
  version          = "6.30.1"

  values = [
    templatefile("${path.module}/values/loki.yaml.tftpl", {
      gsa_email     = module.loki_account.email
      chunks_bucket = google_storage_bucket.loki["chunks"].name
      ruler_bucket  = google_storage_bucket.loki["ruler"].name
    })
  ]
}
