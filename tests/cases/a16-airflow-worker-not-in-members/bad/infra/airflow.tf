variable "project_id" {
  type    = string
  default = "acme-data"
}

resource "google_service_account" "airflow" {
  project      = var.project_id
  account_id   = "airflow"
  display_name = "airflow"
}

resource "google_storage_bucket_iam_member" "airflow_bucket" {
  bucket = "acme-airflow-logs"
  role   = "roles/storage.objectUser"
  member = "serviceAccount:${google_service_account.airflow.email}"
}

locals {
  airflow_ksas = ["airflow-scheduler", "airflow-webserver"]
}

resource "google_service_account_iam_binding" "airflow" {
  service_account_id = google_service_account.airflow.name
  role               = "roles/iam.workloadIdentityUser"
  members            = [for k in local.airflow_ksas : "serviceAccount:${var.project_id}.svc.id.goog[airflow/${k}]"]
}
