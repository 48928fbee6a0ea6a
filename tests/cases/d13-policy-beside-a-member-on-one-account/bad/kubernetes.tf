resource "google_service_account_iam_member" "dispatcher_wi" {
  service_account_id = google_service_account.dispatcher.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[parcels/dispatcher]"
}

resource "kubernetes_service_account_v1" "dispatcher" {
  metadata {
    name      = "dispatcher"
    namespace = "parcels"
    annotations = {
      "iam.gke.io/gcp-service-account" = google_service_account.dispatcher.email
    }
  }
}
