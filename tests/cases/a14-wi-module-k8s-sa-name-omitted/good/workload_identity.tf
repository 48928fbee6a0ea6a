variable "project_id" {
  type    = string
  default = "acme-web"
}

module "cert_manager" {
  source  = "terraform-google-modules/kubernetes-engine/google//modules/workload-identity"
  version = "~> 31.0"

  project_id          = var.project_id
  name                = "certmanager-dns01"
  namespace           = "cert-manager"
  use_existing_k8s_sa = true
  annotate_k8s_sa     = false
  k8s_sa_name         = "cert-manager"
  roles               = ["roles/dns.reader"]
}

module "otel" {
  source  = "terraform-google-modules/kubernetes-engine/google//modules/workload-identity"
  version = "~> 31.0"

  project_id          = var.project_id
  name                = "otel-collector-gcp"
  namespace           = "observability"
  use_existing_k8s_sa = true
  annotate_k8s_sa     = false
  k8s_sa_name         = "otel-collector"
  roles               = ["roles/cloudtrace.agent"]
}

resource "google_dns_managed_zone_iam_member" "dns01" {
  project      = var.project_id
  managed_zone = "acme-web"
  role         = "roles/dns.admin"
  member       = "serviceAccount:${module.cert_manager.gcp_service_account_email}"
}
