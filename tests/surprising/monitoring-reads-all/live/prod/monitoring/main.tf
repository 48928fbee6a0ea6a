terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "prod/monitoring"
  }
}

locals {
  environments = ["dev", "staging", "prod"]
}

data "terraform_remote_state" "gke" {
  for_each = toset(local.environments)
  backend  = "gcs"
  config = {
    bucket = "acme-tfstate"
    prefix = "${each.key}/gke"
  }
}

resource "google_service_account" "prometheus" {
  project      = "acme-prod"
  account_id   = "prometheus"
  display_name = "prometheus"
}

resource "google_service_account_iam_member" "prometheus_wi" {
  service_account_id = google_service_account.prometheus.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod.svc.id.goog[monitoring/prometheus]"
}

resource "google_project_iam_member" "viewer" {
  for_each = data.terraform_remote_state.gke
  project  = each.value.outputs.project
  role     = "roles/monitoring.viewer"
  member   = google_service_account.prometheus.member
}
