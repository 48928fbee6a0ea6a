resource "google_service_account" "gateway" {
  account_id   = "analytics-gateway"
  display_name = "Analytics gateway"
}

resource "google_project_iam_member" "gateway_bigquery" {
  for_each = toset([
    "roles/bigquery.dataViewer",
    "roles/bigquery.jobUser",
  ])
  project = var.project_id
  role    = each.value
  member  = "serviceAccount:${google_service_account.gateway.email}"
}

resource "google_service_account_iam_member" "gateway_wi" {
  service_account_id = google_service_account.gateway.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[${kubernetes_namespace.analytics.metadata[0].name}/${kubernetes_service_account.gateway.metadata[0].name}]"
}
