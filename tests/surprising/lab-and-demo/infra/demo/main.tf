terraform {
  backend "gcs" {
    bucket = "acme-tfstate"
    prefix = "demo"
  }
}

resource "google_container_cluster" "main" {
  project  = "acme-demo"
  name     = "main"
  location = "europe-west1"

  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "acme-demo.svc.id.goog"
  }
}

resource "google_container_node_pool" "default" {
  project  = "acme-demo"
  name     = "default"
  cluster  = google_container_cluster.main.id
  node_config {
    machine_type    = "e2-standard-4"
    service_account = "gke-nodes@acme-demo.iam.gserviceaccount.com"
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]
    
    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}

resource "google_service_account" "model_server" {
  project      = "acme-demo"
  account_id   = "model-server"
  display_name = "model-server"
}

resource "google_service_account_iam_member" "model_server_wi" {
  service_account_id = google_service_account.model_server.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-lab.svc.id.goog[models/server]"
}

resource "google_service_account" "web_front" {
  project      = "acme-demo"
  account_id   = "web-front"
  display_name = "web-front"
}

resource "google_service_account_iam_member" "web_front_wi" {
  service_account_id = google_service_account.web_front.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-demo.svc.id.goog[web/web]"
  depends_on         = [google_container_cluster.main]
}
