resource "kubernetes_service_account_v1" "dispatcher" {
  metadata {
    name      = "dispatcher"
    namespace = "parcels"
    annotations = {
      "iam.gke.io/gcp-service-account" = google_service_account.dispatcher.email
    }
  }
}
