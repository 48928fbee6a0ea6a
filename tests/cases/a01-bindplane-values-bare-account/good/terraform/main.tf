variable "project_id" {
  type    = string
  default = "acme-obs-prod"
}

resource "google_service_account" "bindplane" {
  project      = var.project_id
  account_id   = "bindplane-sa"
  display_name = "bindplane-sa"
}

resource "google_service_account_iam_member" "bindplane_wi" {
  service_account_id = google_service_account.bindplane.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[bindplane/bindplane]"
}

resource "google_pubsub_subscription_iam_member" "bindplane_sub" {
  project      = var.project_id
  subscription = "bindplane-events"
  role         = "roles/pubsub.subscriber"
  member       = "serviceAccount:${google_service_account.bindplane.email}"
}

resource "google_service_account" "grafana" {
  project      = var.project_id
  account_id   = "grafana-sa"
  display_name = "grafana-sa"
}

resource "google_service_account_iam_member" "grafana_wi" {
  service_account_id = google_service_account.grafana.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[monitoring/grafana]"
}

resource "google_secret_manager_secret_iam_member" "grafana_secret" {
  project   = var.project_id
  secret_id = "grafana-admin"
  role      = "roles/secretmanager.secretAccessor"
  member    = "serviceAccount:${google_service_account.grafana.email}"
}
