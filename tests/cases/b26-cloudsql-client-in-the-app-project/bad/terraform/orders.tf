resource "google_service_account" "orders" {
  project    = var.app_project
  account_id = "orders-api"
}

resource "google_service_account_iam_member" "orders_wi" {
  service_account_id = google_service_account.orders.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.app_project}.svc.id.goog[orders/orders-api]"
}

resource "google_project_iam_member" "orders_sql" {
  project = var.app_project
  role    = "roles/cloudsql.client"
  member  = "serviceAccount:${google_service_account.orders.email}"
}
