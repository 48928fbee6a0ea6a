module "forecast_trainer" {
  source  = "terraform-google-modules/kubernetes-engine/google//modules/workload-identity"
  version = "~> 30.0"

  project_id          = var.project_id
  name                = "forecast-trainer"
  namespace           = "forecast"
  use_existing_k8s_sa = true
  k8s_sa_name         = "trainer"
  annotate_k8s_sa     = false
  roles = [
    "roles/bigquery.dataViewer",
    "roles/bigquery.jobUser",
    "roles/storage.objectUser",
  ]
}

module "forecast_server" {
  source  = "terraform-google-modules/kubernetes-engine/google//modules/workload-identity"
  version = "~> 30.0"

  project_id          = var.project_id
  name                = "forecast-server"
  namespace           = "forecast"
  use_existing_k8s_sa = true
  k8s_sa_name         = "server"
  annotate_k8s_sa     = false
  roles = [
    "roles/storage.objectViewer",
  ]
}
