terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "prod-us"
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

resource "google_service_account" "airflow_us" {
  project      = "acme-prod-us"
  account_id   = "airflow-us"
  display_name = "airflow-us"
}

resource "google_service_account_iam_member" "airflow_us_wi" {
  service_account_id = google_service_account.airflow_us.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod-eu.svc.id.goog[airflow/scheduler-us]"
}

resource "google_project_iam_member" "airflow" {
  project = "acme-prod-us"
  role    = "roles/bigquery.jobUser"
  member  = google_service_account.airflow_us.member
}
