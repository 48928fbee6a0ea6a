terraform {
  required_version = "~> 1.9"
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.14"
    }
    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = "~> 2.35"
    }
  }
  backend "gcs" {}
}

data "google_client_config" "current" {}

data "terraform_remote_state" "clusters" {
  backend = "gcs"
  config = {
    bucket = "sable-terraform-state"
    prefix = var.clusters_prefix
  }
}

data "terraform_remote_state" "iam" {
  backend = "gcs"
  config = {
    bucket = "sable-terraform-state"
    prefix = var.iam_prefix
  }
}

provider "kubernetes" {
  host                   = "https://${data.terraform_remote_state.clusters.outputs.online.endpoint}"
  cluster_ca_certificate = base64decode(data.terraform_remote_state.clusters.outputs.online.ca)
  token                  = data.google_client_config.current.access_token
}

locals {
  apps = {
    quote-engine    = { namespace = "quoting", replicas = var.quote_replicas }
    document-render = { namespace = "documents", replicas = 2 }
  }
}

resource "kubernetes_namespace_v1" "app" {
  for_each = local.apps

  metadata {
    name = each.value.namespace
  }
}

resource "kubernetes_service_account_v1" "app" {
  for_each = local.apps

  metadata {
    name      = each.key
    namespace = kubernetes_namespace_v1.app[each.key].metadata[0].name
    annotations = {
      "iam.gke.io/gcp-service-account" = data.terraform_remote_state.iam.outputs.emails[each.key]
    }
  }
}

resource "kubernetes_deployment_v1" "app" {
  for_each = local.apps

  metadata {
    name      = each.key
    namespace = kubernetes_namespace_v1.app[each.key].metadata[0].name
  }

  spec {
    replicas = each.value.replicas

    selector {
      match_labels = { app = each.key }
    }

    template {
      metadata {
        labels = { app = each.key }
      }

      spec {
        service_account_name = kubernetes_service_account_v1.app[each.key].metadata[0].name

        container {
          name  = "app"
          image = "europe-west6-docker.pkg.dev/sable-registry/policy/${each.key}:${var.release}"
        }
      }
    }
  }
}
