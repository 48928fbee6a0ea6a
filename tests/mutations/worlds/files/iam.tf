resource "google_service_account" "catalog" {
  project    = "acme-prod"
  account_id = "shop-catalog"
}

resource "google_service_account_iam_member" "catalog" {
  service_account_id = google_service_account.catalog.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod.svc.id.goog[shop/catalog]"
  depends_on         = [google_container_cluster.main]
}

resource "google_project_iam_member" "catalog_sql" {
  project = "acme-prod"
  role    = "roles/cloudsql.client"
  member  = google_service_account.catalog.member
}

resource "google_storage_bucket_iam_member" "catalog" {
  bucket = "acme-catalog"
  role   = "roles/storage.objectViewer"
  member = google_service_account.catalog.member
}
