variable "project" {}

resource "google_service_account" "this" {
  project    = var.project
  account_id = "shop-web"
}

resource "kubernetes_service_account" "this" {
  metadata {
    name      = "web"
    namespace = "shop"
    annotations = {
      "iam.gke.io/gcp-service-account" = google_service_account.this.email
    }
  }
}

resource "google_service_account_iam_member" "this" {
  service_account_id = google_service_account.this.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project}.svc.id.goog[${kubernetes_service_account.this.metadata[0].namespace}/${kubernetes_service_account.this.metadata[0].name}]"
}
