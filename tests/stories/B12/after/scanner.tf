resource "google_service_account" "scanner" {
  account_id   = "ticket-scanner"
  display_name = "Ticket scanner"
}

resource "google_project_iam_member" "scanner_firestore" {
  project = var.project_id
  role    = "roles/datastore.user"
  member  = "serviceAccount:${google_service_account.scanner.email}"
}

resource "google_service_account_iam_member" "scanner_wi" {
  service_account_id = google_service_account.scanner.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${google_container_cluster.main.workload_identity_config[0].workload_pool}[${kubernetes_namespace.tickets.metadata[0].name}/scanner]"
}

resource "kubernetes_service_account" "scanner" {
  metadata {
    name      = "scanner"
    namespace = kubernetes_namespace.tickets.metadata[0].name
    annotations = {
      "iam.gke.io/gcp-service-account" = google_service_account.scanner.email
    }
  }
}

resource "kubernetes_deployment" "scanner" {
  metadata {
    name      = "scanner"
    namespace = kubernetes_namespace.tickets.metadata[0].name
  }
  spec {
    replicas = 2
    selector {
      match_labels = { app = "scanner" }
    }
    template {
      metadata {
        labels = { app = "scanner" }
      }
      spec {
        service_account_name = kubernetes_service_account.scanner.metadata[0].name
        container {
          name  = "scanner"
          image = "europe-west2-docker.pkg.dev/${var.project_id}/apps/scanner:${var.image_tag}"
        }
      }
    }
  }
}
