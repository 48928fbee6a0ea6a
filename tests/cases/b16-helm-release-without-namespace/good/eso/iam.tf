resource "google_service_account" "eso" {
  project    = var.project_id
  account_id = "eso-controller"
}

resource "google_project_iam_member" "eso" {
  project = var.project_id
  role    = "roles/secretmanager.secretAccessor"
  member  = google_service_account.eso.member

  condition {
    title      = "k8s-secrets-only"
    expression = "resource.name.extract('secrets/{n}/').startsWith('k8s-')"
  }
}

resource "google_service_account_iam_member" "eso" {
  service_account_id = google_service_account.eso.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[external-secrets/external-secrets]"
}
