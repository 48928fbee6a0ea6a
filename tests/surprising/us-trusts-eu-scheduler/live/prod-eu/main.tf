terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "prod-eu"
  }
}

resource "google_container_cluster" "main" {
  project  = "acme-prod-eu"
  name     = "main"
  location = "europe-west1"

  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "acme-prod-eu.svc.id.goog"
  }
}

resource "google_container_node_pool" "default" {
  project  = "acme-prod-eu"
  name     = "default"
  cluster  = google_container_cluster.main.id
  node_config {
    machine_type    = "e2-standard-4"
    service_account = "gke-nodes@acme-prod-eu.iam.gserviceaccount.com"
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]
    
    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}

resource "google_service_account" "airflow" {
  project      = "acme-prod-eu"
  account_id   = "airflow"
  display_name = "airflow"
}

resource "google_service_account_iam_member" "airflow_wi" {
  service_account_id = google_service_account.airflow.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod-eu.svc.id.goog[airflow/scheduler]"
  depends_on         = [google_container_cluster.main]
}
