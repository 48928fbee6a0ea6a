resource "google_service_account" "notebook" {
  project    = var.project_id
  account_id = "lab-notebook"
}

resource "google_service_account_iam_member" "notebook" {
  service_account_id = google_service_account.notebook.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[jupyter/notebook]"
}

resource "google_storage_bucket_iam_member" "notebook" {
  bucket = "dipper-lab-datasets"
  role   = "roles/storage.objectViewer"
  member = google_service_account.notebook.member
}

resource "kubernetes_service_account_v1" "notebook" {
  metadata {
    name      = "notebook"
    namespace = "jupyter"
    annotations = {
      "iam.gke.io/gcp-service-account" = google_service_account.notebook.email
    }
  }
}
