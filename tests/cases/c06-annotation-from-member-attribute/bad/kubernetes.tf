resource "kubernetes_manifest" "geocoder_sa" {
  manifest = {
    apiVersion = "v1"
    kind       = "ServiceAccount"
    metadata = {
      name      = "geocoder"
      namespace = "geo"
      annotations = {
        "iam.gke.io/gcp-service-account" = google_service_account.geocoder.member
      }
    }
  }
}

resource "kubernetes_deployment_v1" "geocoder" {
  metadata {
    name      = "geocoder"
    namespace = "geo"
  }
  spec {
    selector {
      match_labels = { app = "geocoder" }
    }
    template {
      metadata {
        labels = { app = "geocoder" }
      }
      spec {
        service_account_name = "geocoder"
        container {
          name  = "geocoder"
          image = "europe-docker.pkg.dev/turnstone-geo-prod/apps/geocoder:1.0.8"
        }
      }
    }
  }
}
