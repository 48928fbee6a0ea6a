resource "google_service_account" "routing" {
  account_id   = "routing"
  display_name = "Route planning"
}

resource "google_service_account_iam_member" "routing_wi" {
  service_account_id = google_service_account.routing.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${google_container_cluster.this["batch"].workload_identity_config[0].workload_pool}[routing/routing]"
}

resource "google_storage_bucket" "plans" {
  name                        = "brightwater-plans-${var.environment}"
  location                    = var.region
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "routing" {
  bucket = google_storage_bucket.plans.name
  role   = "roles/storage.objectUser"
  member = google_service_account.routing.member
}
