resource "google_container_cluster" "main" {
  project                  = var.platform_project
  name                     = "main"
  location                 = "europe-west3"
  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "${var.platform_project}.svc.id.goog"
  }
}

resource "google_container_node_pool" "general" {
  project  = var.platform_project
  cluster  = google_container_cluster.main.name
  location = "europe-west3"
  name     = "general"

  node_config {
    machine_type = "e2-standard-4"
    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}

module "external_dns_identity" {
  source = "../modules/dns-identity"

  gsa_project     = var.dns_project
  cluster_project = var.platform_project
  namespace       = "external-dns"
  ksa             = "external-dns"

  depends_on = [google_container_cluster.main]
}

resource "helm_release" "external_dns" {
  name             = "external-dns"
  namespace        = "external-dns"
  create_namespace = true
  repository       = "https://kubernetes-sigs.github.io/external-dns/"
  chart            = "external-dns"
  version          = "1.15.0"

  values = [templatefile("${path.module}/external-dns.yaml.tftpl", {
    gsa     = module.external_dns_identity.email
    project = var.dns_project
  })]
}
