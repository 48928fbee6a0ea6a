terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "prod-us/gke"
  }
}

resource "google_container_cluster" "main" {
  project  = "acme-prod-us"
  name     = "main"
  location = "europe-west1"

  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "acme-prod-us.svc.id.goog"
  }
}

resource "google_container_node_pool" "default" {
  project  = "acme-prod-us"
  name     = "default"
  cluster  = google_container_cluster.main.id
  node_config {
    machine_type    = "e2-standard-4"
    service_account = "gke-nodes@acme-prod-us.iam.gserviceaccount.com"
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]
    
    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}

resource "google_service_account" "backup_agent" {
  project      = "acme-prod-us"
  account_id   = "backup-agent"
  display_name = "backup-agent"
}

resource "google_service_account_iam_member" "backup_agent_wi" {
  service_account_id = google_service_account.backup_agent.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod-us.svc.id.goog[velero/velero]"
  depends_on         = [google_container_cluster.main]
}

resource "google_storage_bucket" "backups" {
  project                     = "acme-prod-us"
  name                        = "acme-prod-us-backups"
  location                    = "EU"
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "agent" {
  bucket = google_storage_bucket.backups.name
  role   = "roles/storage.objectUser"
  member = "serviceAccount:backup-agent@acme-prod-eu.iam.gserviceaccount.com"
}

resource "google_storage_bucket_iam_member" "restore" {
  bucket = google_storage_bucket.backups.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.backup_agent.member
}
