locals {
  pool = google_container_cluster.main.workload_identity_config[0].workload_pool
}

resource "google_service_account" "export" {
  project    = "acme-data"
  account_id = "ledger-export"
}

resource "google_service_account_iam_member" "export" {
  service_account_id = "projects/acme-data/serviceAccounts/${google_service_account.export.email}"
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.pool}[ledger/export]"
}

resource "google_bigquery_dataset_iam_member" "export" {
  project    = "acme-data"
  dataset_id = "ledger"
  role       = "roles/bigquery.dataViewer"
  member     = google_service_account.export.member
}
