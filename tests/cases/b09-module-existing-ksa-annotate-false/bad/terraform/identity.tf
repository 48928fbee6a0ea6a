module "reports_identity" {
  source  = "terraform-google-modules/kubernetes-engine/google//modules/workload-identity"
  version = "~> 35.0"

  project_id          = var.project_id
  name                = "report-export"
  namespace           = "reports"
  k8s_sa_name         = "exporter"
  use_existing_k8s_sa = true
  annotate_k8s_sa     = false
  roles               = ["roles/bigquery.jobUser"]
}
