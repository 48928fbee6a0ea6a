resource "kubernetes_namespace_v1" "events" {
  metadata {
    name = "events"
  }
}

resource "kubernetes_service_account_v1" "svc" {
  for_each = local.services
  metadata {
    name      = each.key
    namespace = kubernetes_namespace_v1.events.metadata[0].name
    annotations = {
      "iam.gke.io/gcp-service-account" = google_service_account.svc["ingest"].email
    }
  }
}
