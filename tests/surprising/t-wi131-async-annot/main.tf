resource "google_service_account" "sync_worker" {
  project    = "acme-prod"
  account_id = "sync-worker"
}

resource "google_cloud_run_v2_service" "r" {
  project  = "acme-prod"
  name     = "sync"
  location = "europe-west1"
  template {
    service_account = google_service_account.sync_worker.email
    containers { image = "europe-docker.pkg.dev/acme-prod/shop/sync:1" }
  }
}
