resource "google_service_account" "catalog" {
  project      = var.project_id
  account_id   = "catalog"
  display_name = "catalog"
}

resource "google_service_account_iam_member" "catalog_wi" {
  service_account_id = google_service_account.catalog.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[shop/catalog]"
}

resource "google_storage_bucket_iam_member" "catalog_bucket" {
  bucket = "acme-shop-images"
  role   = "roles/storage.objectUser"
  member = "serviceAccount:${google_service_account.catalog.email}"
}

resource "google_service_account" "orders" {
  project      = var.project_id
  account_id   = "orders"
  display_name = "orders"
}

resource "google_service_account_iam_member" "orders_wi" {
  service_account_id = google_service_account.orders.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[shop/orders]"
}

resource "google_pubsub_subscription_iam_member" "orders_sub" {
  project      = var.project_id
  subscription = "orders"
  role         = "roles/pubsub.subscriber"
  member       = "serviceAccount:${google_service_account.orders.email}"
}
