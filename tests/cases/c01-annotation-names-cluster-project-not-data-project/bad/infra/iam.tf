resource "google_service_account" "pgadapter" {
  project      = var.data_project
  account_id   = "orders-pgadapter"
  display_name = "PGAdapter sidecar of orders"
}

resource "google_service_account_iam_member" "pgadapter_wi" {
  service_account_id = google_service_account.pgadapter.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.cluster_project}.svc.id.goog[orders/orders-api]"
}

resource "google_spanner_database_iam_member" "pgadapter" {
  project  = var.data_project
  instance = google_spanner_instance.orders.name
  database = google_spanner_database.orders.name
  role     = "roles/spanner.databaseUser"
  member   = google_service_account.pgadapter.member
}
