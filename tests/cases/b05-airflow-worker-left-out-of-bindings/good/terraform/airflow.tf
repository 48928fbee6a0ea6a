locals {
  airflow_namespace = "airflow"
  airflow_components = toset([
    "scheduler",
    "webserver",
    "triggerer",
    "worker",
  ])
}

resource "google_service_account" "airflow" {
  project    = var.project_id
  account_id = "airflow-runtime"
}

resource "google_service_account_iam_member" "airflow" {
  for_each           = local.airflow_components
  service_account_id = google_service_account.airflow.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[${local.airflow_namespace}/airflow-${each.key}]"
}

resource "google_storage_bucket_iam_member" "logs" {
  bucket = "plover-data-airflow-logs"
  role   = "roles/storage.objectUser"
  member = google_service_account.airflow.member
}
