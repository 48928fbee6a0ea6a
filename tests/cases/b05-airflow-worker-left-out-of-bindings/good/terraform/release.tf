resource "helm_release" "airflow" {
  name             = "airflow"
  namespace        = local.airflow_namespace
  create_namespace = true
  repository       = "https://airflow.apache.org"
  chart            = "airflow"
  version          = "1.15.0"
  values           = [file("${path.module}/../airflow/values.yaml")]
}
