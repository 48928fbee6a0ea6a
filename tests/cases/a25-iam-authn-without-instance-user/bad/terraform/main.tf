variable "project_id" {
  type    = string
  default = "acme-work"
}

resource "google_service_account" "dev_worker" {
  project      = var.project_id
  account_id   = "dev-worker"
  display_name = "dev-worker"
}

resource "google_service_account_iam_member" "dev_worker_wi" {
  service_account_id = google_service_account.dev_worker.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[workers/dev-worker]"
}

resource "google_project_iam_member" "dev_worker_cloudsql_client" {
  project = var.project_id
  role    = "roles/cloudsql.client"
  member  = "serviceAccount:${google_service_account.dev_worker.email}"
}

resource "google_service_account" "api" {
  project      = var.project_id
  account_id   = "work-api"
  display_name = "work-api"
}

resource "google_service_account_iam_member" "api_wi" {
  service_account_id = google_service_account.api.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[workers/api]"
}

resource "google_project_iam_member" "api_cloudsql_client" {
  project = var.project_id
  role    = "roles/cloudsql.client"
  member  = "serviceAccount:${google_service_account.api.email}"
}

resource "google_project_iam_member" "api_cloudsql_instanceuser" {
  project = var.project_id
  role    = "roles/cloudsql.instanceUser"
  member  = "serviceAccount:${google_service_account.api.email}"
}
