terraform {
    required_providers {
        google     = { source = "hashicorp/google" }
        kubernetes = { source = "hashicorp/kubernetes" }
    }
}

provider "google" {
    project = var.project_id
}

provider "kubernetes" {
    config_path    = "~/.kube/config"
    config_context = "gke_${var.project_id}_us-central1_tenants"
}

resource "kubernetes_namespace_v1" "finops" {
    metadata {
        name = var.finops_namespace
    }
}

resource "google_bigquery_dataset" "usage" {
    dataset_id = "usage"
    location   = "US"
}

module "exporter" {
    source = "./modules/exporter"

    project_id = var.project_id
    namespace  = kubernetes_namespace_v1.finops.metadata[0].name
    dataset_id = google_bigquery_dataset.usage.dataset_id
    image      = "us-central1-docker.pkg.dev/${var.project_id}/finops/usage-exporter:1.4"
}
