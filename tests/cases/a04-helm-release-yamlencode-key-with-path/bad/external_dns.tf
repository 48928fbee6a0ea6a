module "external_dns_sa" {
  source  = "terraform-google-modules/kubernetes-engine/google//modules/workload-identity"
  version = "30.2.0"

  use_existing_k8s_sa = true
  annotate_k8s_sa     = false
  name                = "external-dns"
  namespace           = "kube-system"
  project_id          = var.project_id
  roles               = ["roles/dns.reader"]
}

resource "google_dns_managed_zone_iam_member" "external_dns" {
  project      = var.project_id
  managed_zone = "platform-zone"
  role         = "roles/dns.admin"
  member       = "serviceAccount:${module.external_dns_sa.gcp_service_account_email}"
}

resource "helm_release" "external_dns" {
  name       = "external-dns"
  namespace  = "kube-system"
  repository = "https://kubernetes-sigs.github.io/external-dns/"
  chart      = "external-dns"
  version    = "1.14.5"

  values = [yamlencode({
    provider = { name = "google" }
    policy   = "upsert-only"
    serviceAccount = {
      create = true
      name   = "external-dns"
      annotations = {
        "serviceAccount.annotations.iam.gke.io/gcp-service-account" = module.external_dns_sa.gcp_service_account_email
      }
    }
    txtOwnerId = var.cluster_name
  })]
}
