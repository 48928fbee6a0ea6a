resource "kubernetes_namespace" "analytics" {
  metadata {
    name = "analytics"
  }
}

resource "kubernetes_service_account" "gateway" {
  metadata {
    name      = "gateway"
    namespace = kubernetes_namespace.analytics.metadata[0].name
    annotations = {
      "iam.gke.io/gcp-service-account" = google_service_account.gateway.email
    }
  }
}

resource "kubernetes_deployment" "gateway" {
  metadata {
    name      = "gateway"
    namespace = kubernetes_namespace.analytics.metadata[0].name
    labels    = { app = "gateway" }
  }

  spec {
    replicas = 2

    selector {
      match_labels = { app = "gateway" }
    }

    template {
      metadata {
        labels = { app = "gateway" }
      }

      spec {
        service_account_name = kubernetes_service_account.gateway.metadata[0].name

        container {
          name  = "gateway"
          image = var.image

          env {
            name  = "GOOGLE_CLOUD_PROJECT"
            value = var.project_id
          }

          port {
            container_port = 8080
          }
        }
      }
    }
  }
}
