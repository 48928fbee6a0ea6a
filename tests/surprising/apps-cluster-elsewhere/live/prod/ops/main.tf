terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "prod/ops"
  }
}

resource "google_container_cluster" "main" {
  project  = "acme-prod-ops"
  name     = "main"
  location = "europe-west1"

  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "acme-prod-ops.svc.id.goog"
  }
}

resource "google_container_node_pool" "default" {
  project  = "acme-prod-ops"
  name     = "default"
  cluster  = google_container_cluster.main.id
  node_config {
    machine_type    = "e2-standard-4"
    service_account = "gke-nodes@acme-prod-ops.iam.gserviceaccount.com"
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]
    
    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}

resource "google_service_account" "grafana" {
  project      = "acme-prod-ops"
  account_id   = "grafana"
  display_name = "grafana"
}

resource "google_service_account_iam_member" "grafana_wi" {
  service_account_id = google_service_account.grafana.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod-ops.svc.id.goog[monitoring/grafana]"
  depends_on         = [google_container_cluster.main]
}
