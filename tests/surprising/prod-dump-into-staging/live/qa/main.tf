terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "qa/gke"
  }
}

resource "google_container_cluster" "main" {
  project  = "acme-qa"
  name     = "main"
  location = "europe-west1"

  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "acme-qa.svc.id.goog"
  }
}

resource "google_container_node_pool" "default" {
  project  = "acme-qa"
  name     = "default"
  cluster  = google_container_cluster.main.id
  node_config {
    machine_type    = "e2-standard-4"
    service_account = "gke-nodes@acme-qa.iam.gserviceaccount.com"
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]
    
    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}

resource "google_service_account" "exporter" {
  project      = "acme-qa"
  account_id   = "exporter"
  display_name = "exporter"
}

resource "google_service_account_iam_member" "exporter_wi" {
  service_account_id = google_service_account.exporter.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-qa.svc.id.goog[data/exporter]"
  depends_on         = [google_container_cluster.main]
}

resource "google_storage_bucket" "dumps" {
  project                     = "acme-qa"
  name                        = "acme-qa-dumps"
  location                    = "EU"
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "exporter" {
  bucket = google_storage_bucket.dumps.name
  role   = "roles/storage.objectCreator"
  member = "serviceAccount:exporter@acme-qa.iam.gserviceaccount.com"
}
