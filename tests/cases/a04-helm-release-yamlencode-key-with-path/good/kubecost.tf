resource "google_service_account" "kubecost" {
  project      = var.project_id
  account_id   = "kubecost"
  display_name = "kubecost"
}

resource "google_service_account_iam_member" "kubecost_wi" {
  service_account_id = google_service_account.kubecost.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[kubecost/kubecost]"
}

resource "google_storage_bucket_iam_member" "kubecost_bucket" {
  bucket = "acme-platform-costs"
  role   = "roles/storage.objectUser"
  member = "serviceAccount:${google_service_account.kubecost.email}"
}

resource "helm_release" "kubecost" {
  name             = "kubecost"
  namespace        = "kubecost"
  create_namespace = true
  repository       = "https://kubecost.github.io/cost-analyzer/"
  chart            = "cost-analyzer"

  values = [yamlencode({
    serviceAccount = {
      create = true
      name   = "kubecost"
      annotations = {
        "iam.gke.io/gcp-service-account" = google_service_account.kubecost.email
      }
    }
  })]
}
