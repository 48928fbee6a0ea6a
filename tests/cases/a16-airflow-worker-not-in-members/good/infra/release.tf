resource "helm_release" "airflow" {
  name             = "airflow"
  namespace        = "airflow"
  create_namespace = true
  repository       = "https://airflow.apache.org"
  chart            = "airflow"
  version          = "1.15.0"
  values           = [file("${path.module}/values.yaml")]
}
