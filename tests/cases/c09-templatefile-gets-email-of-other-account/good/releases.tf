resource "helm_release" "loader" {
  name       = "loader"
  namespace  = "etl"
  repository = "oci://europe-docker.pkg.dev/sanderling-etl-prod/charts"
  chart      = "job-runner"
  version    = "2.0.4"
  values = [templatefile("${path.module}/values/runner.yaml.tftpl", {
    ksa       = "loader"
    gsa_email = google_service_account.loader.email
    schedule  = "*/20 * * * *"
  })]
}

resource "helm_release" "exporter" {
  name       = "exporter"
  namespace  = "etl"
  repository = "oci://europe-docker.pkg.dev/sanderling-etl-prod/charts"
  chart      = "job-runner"
  version    = "2.0.4"
  values = [templatefile("${path.module}/values/runner.yaml.tftpl", {
    ksa       = "exporter"
    gsa_email = google_service_account.exporter.email
    schedule  = "5 1 * * *"
  })]
}
