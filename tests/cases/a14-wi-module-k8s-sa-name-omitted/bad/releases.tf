resource "helm_release" "cert_manager" {
  name             = "cert-manager"
  namespace        = "cert-manager"
  create_namespace = true
  repository       = "https://charts.jetstack.io"
  chart            = "cert-manager"
  version          = "v1.15.1"
  values           = [templatefile("${path.module}/values/cert-manager.yaml", { gsa = module.cert_manager.gcp_service_account_email })]
}

resource "helm_release" "otel" {
  name             = "otel-collector"
  namespace        = "observability"
  create_namespace = true
  repository       = "https://open-telemetry.github.io/opentelemetry-helm-charts"
  chart            = "opentelemetry-collector"
  values           = [templatefile("${path.module}/values/otel.yaml", { gsa = module.otel.gcp_service_account_email })]
}
