resource "google_service_account" "mailer" {
  account_id   = "ticket-mailer"
  display_name = "Ticket mailer"
}

resource "google_secret_manager_secret" "smtp" {
  secret_id = "smtp-credentials"
  replication {
    auto {}
  }
}

resource "google_secret_manager_secret_iam_member" "mailer_smtp" {
  secret_id = google_secret_manager_secret.smtp.id
  role      = "roles/secretmanager.secretAccessor"
  member    = "serviceAccount:${google_service_account.mailer.email}"
}

resource "google_service_account_iam_member" "mailer_wi" {
  service_account_id = google_service_account.mailer.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${google_container_cluster.main.workload_identity_config[0].workload_pool}[${kubernetes_namespace.tickets.metadata[0].name}/mailer]"
}

resource "kubernetes_service_account" "mailer" {
  metadata {
    name      = "mailer"
    namespace = kubernetes_namespace.tickets.metadata[0].name
    annotations = {
      "iam.gke.io/gcp-service-account" = google_service_account.mailer.email
    }
  }
}

resource "kubernetes_deployment" "mailer" {
  metadata {
    name      = "mailer"
    namespace = kubernetes_namespace.tickets.metadata[0].name
  }
  spec {
    replicas = 1
    selector {
      match_labels = { app = "mailer" }
    }
    template {
      metadata {
        labels = { app = "mailer" }
      }
      spec {
        service_account_name = kubernetes_service_account.mailer.metadata[0].name
        container {
          name  = "mailer"
          image = "europe-west2-docker.pkg.dev/${var.project_id}/apps/mailer:${var.image_tag}"
          env {
            name  = "SMTP_SECRET"
            value = google_secret_manager_secret.smtp.id
          }
        }
      }
    }
  }
}
