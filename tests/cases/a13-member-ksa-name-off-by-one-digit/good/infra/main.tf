variable "project_id" {
  type    = string
  default = "acme-sherpa"
}

resource "google_service_account" "sherpa" {
  project      = var.project_id
  account_id   = "k8s-sa"
  display_name = "k8s-sa"
}

resource "google_service_account_iam_member" "sherpa_wi" {
  service_account_id = google_service_account.sherpa.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[sherpa/k8s-gcp-sa-1]"
}

resource "google_project_iam_member" "sherpa_cloudsql_client" {
  project = var.project_id
  role    = "roles/cloudsql.client"
  member  = "serviceAccount:${google_service_account.sherpa.email}"
}

resource "google_service_account" "mailer" {
  project      = var.project_id
  account_id   = "mailer"
  display_name = "mailer"
}

resource "google_service_account_iam_member" "mailer_wi" {
  service_account_id = google_service_account.mailer.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[sherpa/mailer]"
}

resource "google_secret_manager_secret_iam_member" "mailer_secret" {
  project   = var.project_id
  secret_id = "smtp-password"
  role      = "roles/secretmanager.secretAccessor"
  member    = "serviceAccount:${google_service_account.mailer.email}"
}
