variable "project" {
  type    = string
  default = "acme-prod"
}

resource "google_container_cluster" "main" {
  project          = var.project
  name             = "main"
  location         = "europe-west1"
  enable_autopilot = true
}

module "accounts" {
  source   = "./accounts"
  for_each = { orders = "shop/orders", stock = "shop/stock" }

  project = var.project
  name    = each.key
  subject = each.value
  pool    = google_container_cluster.main.workload_identity_config[0].workload_pool

  depends_on = [google_container_cluster.main]
}

resource "kubernetes_namespace_v1" "shop" {
  metadata {
    name = "shop"
  }
}

resource "kubernetes_service_account_v1" "orders" {
  metadata {
    name      = "orders"
    namespace = "shop"
    annotations = {
      "iam.gke.io/gcp-service-account" = module.accounts["orders"].email
    }
  }
}

resource "kubernetes_service_account_v1" "stock" {
  metadata {
    name      = "stock"
    namespace = "shop"
    annotations = {
      "iam.gke.io/gcp-service-account" = "shop-stock@acme-prod.iam.gserviceaccount.com"
    }
  }
}

resource "kubernetes_deployment_v1" "stock" {
  metadata {
    name      = "stock"
    namespace = "shop"
  }
  spec {
    template {
      metadata {
        labels = { app = "stock" }
      }
      spec {
        service_account_name = "stock"
        container {
          name  = "stock"
          image = "stock:1"
        }
      }
    }
  }
}
