resource "google_service_account" "audit" {
  project    = var.project_id
  account_id = "audit-shipper"
}

resource "google_service_account_iam_member" "audit_wi" {
  service_account_id = google_service_account.audit.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${google_container_cluster.edge.workload_identity_config[0].workload_pool}[audit/audit-shipper]"
}

resource "google_pubsub_topic_iam_member" "audit" {
  project = var.project_id
  topic   = "audit-events"
  role    = "roles/pubsub.publisher"
  member  = google_service_account.audit.member
}
