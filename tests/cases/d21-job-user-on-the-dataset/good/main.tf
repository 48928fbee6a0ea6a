locals {
  project = "cedar-warehouse"
}

resource "google_service_account" "dbt" {
  project    = local.project
  account_id = "dbt-runner"
}

resource "google_service_account_iam_member" "dbt_wi" {
  service_account_id = google_service_account.dbt.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.project}.svc.id.goog[analytics/dbt-runner]"
}
