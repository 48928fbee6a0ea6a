terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "dev/gke"
  }
}

resource "google_container_cluster" "main" {
  project  = "acme-dev"
  name     = "main"
  location = "europe-west1"

  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "acme-dev.svc.id.goog"
  }
}

resource "google_container_node_pool" "default" {
  project  = "acme-dev"
  name     = "default"
  cluster  = google_container_cluster.main.id
  node_config {
    machine_type    = "e2-standard-4"
    service_account = "gke-nodes@acme-dev.iam.gserviceaccount.com"
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]
    
    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}

resource "google_service_account" "backup_agent" {
  project      = "acme-dev"
  account_id   = "backup-agent"
  display_name = "backup-agent"
}

resource "google_service_account_iam_member" "backup_agent_wi" {
  service_account_id = google_service_account.backup_agent.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-dev.svc.id.goog[velero/velero]"
  depends_on         = [google_container_cluster.main]
}

resource "google_storage_bucket" "backups" {
  project                     = "acme-dev"
  name                        = "acme-dev-backups"
  location                    = "EU"
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_iam_member" "agent" {
  bucket = google_storage_bucket.backups.name
  role   = "roles/storage.objectUser"
  member = "serviceAccount:backup-agent@acme-dev.iam.gserviceaccount.com"
}
