# Same KSA in both clusters; the pool is per project, so one binding is enough.
resource "google_service_account" "edge_proxy" {
  account_id   = "edge-proxy"
  display_name = "Edge proxy (us + eu)"
}

resource "google_service_account_iam_member" "edge_proxy" {
  service_account_id = google_service_account.edge_proxy.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.project_id}.svc.id.goog[edge/edge-proxy]"
}

resource "google_project_iam_member" "edge_proxy_trace" {
  project = local.project_id
  role    = "roles/cloudtrace.agent"
  member  = "serviceAccount:${google_service_account.edge_proxy.email}"
}
