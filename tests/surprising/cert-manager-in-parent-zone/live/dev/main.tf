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

resource "google_service_account" "cert_manager" {
  project      = "acme-dev"
  account_id   = "cert-manager"
  display_name = "cert-manager"
}

resource "google_service_account_iam_member" "cert_manager_wi" {
  service_account_id = google_service_account.cert_manager.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-dev.svc.id.goog[cert-manager/cert-manager]"
  depends_on         = [google_container_cluster.main]
}

resource "google_dns_managed_zone_iam_member" "dev" {
  project      = "acme-dev"
  managed_zone = "internal"
  role         = "roles/dns.admin"
  member       = "serviceAccount:cert-manager@acme-dev.iam.gserviceaccount.com"
}
