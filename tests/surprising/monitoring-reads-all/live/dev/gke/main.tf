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

output "endpoint" {
  value = google_container_cluster.main.endpoint
}
output "project" {
  value = google_container_cluster.main.project
}
