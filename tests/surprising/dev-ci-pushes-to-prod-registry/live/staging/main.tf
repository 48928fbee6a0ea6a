terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "staging/gke"
  }
}

resource "google_container_cluster" "main" {
  project  = "acme-staging"
  name     = "main"
  location = "europe-west1"

  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "acme-staging.svc.id.goog"
  }
}

resource "google_container_node_pool" "default" {
  project  = "acme-staging"
  name     = "default"
  cluster  = google_container_cluster.main.id
  node_config {
    machine_type    = "e2-standard-4"
    service_account = "gke-nodes@acme-staging.iam.gserviceaccount.com"
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]
    
    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}

resource "google_service_account" "ci_runner" {
  project      = "acme-staging"
  account_id   = "ci-runner"
  display_name = "ci-runner"
}

resource "google_service_account_iam_member" "ci_runner_wi" {
  service_account_id = google_service_account.ci_runner.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-staging.svc.id.goog[ci/runner]"
  depends_on         = [google_container_cluster.main]
}

resource "google_storage_bucket" "cache" {
  project                     = "acme-staging"
  name                        = "acme-staging-cache"
  location                    = "EU"
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "ci" {
  bucket = google_storage_bucket.cache.name
  role   = "roles/storage.objectUser"
  member = google_service_account.ci_runner.member
}
