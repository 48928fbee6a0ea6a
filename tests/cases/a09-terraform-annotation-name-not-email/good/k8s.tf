resource "kubernetes_namespace" "shop" {
  metadata {
    name = "shop"
  }
}

resource "kubernetes_service_account" "catalog" {
  metadata {
    name      = "catalog"
    namespace = kubernetes_namespace.shop.metadata[0].name
    annotations = {
      "iam.gke.io/gcp-service-account" = google_service_account.catalog.email
    }
  }
}

resource "kubernetes_service_account" "orders" {
  metadata {
    name      = "orders"
    namespace = kubernetes_namespace.shop.metadata[0].name
    annotations = {
      "iam.gke.io/gcp-service-account" = google_service_account.orders.email
    }
  }
}
