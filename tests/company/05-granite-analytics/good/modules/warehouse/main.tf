locals {
  namespace = "warehouse"
  members = {
    for ksa in ["query-gateway", "dbt-runner"] :
    ksa => "serviceAccount:${var.cluster.workload_pool}[${local.namespace}/${ksa}]"
  }
}

resource "google_service_account" "this" {
  for_each = local.members

  project      = var.project_id
  account_id   = "wh-${each.key}"
  display_name = "warehouse ${each.key}"
}

resource "google_service_account_iam_binding" "this" {
  for_each = local.members

  service_account_id = google_service_account.this[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  members            = [each.value]
}

resource "google_bigquery_dataset" "layer" {
  for_each = toset(["raw", "curated"])

  project    = var.project_id
  dataset_id = each.key
  location   = "US"
}

resource "google_bigquery_dataset_iam_member" "gateway_reads_curated" {
  project    = var.project_id
  dataset_id = google_bigquery_dataset.layer["curated"].dataset_id
  role       = "roles/bigquery.dataViewer"
  member     = google_service_account.this["query-gateway"].member
}

resource "google_bigquery_dataset_iam_member" "dbt" {
  for_each = {
    raw     = "roles/bigquery.dataViewer"
    curated = "roles/bigquery.dataEditor"
  }

  project    = var.project_id
  dataset_id = google_bigquery_dataset.layer[each.key].dataset_id
  role       = each.value
  member     = google_service_account.this["dbt-runner"].member
}

resource "google_project_iam_member" "job_user" {
  for_each = local.members

  project = var.project_id
  role    = "roles/bigquery.jobUser"
  member  = google_service_account.this[each.key].member
}
