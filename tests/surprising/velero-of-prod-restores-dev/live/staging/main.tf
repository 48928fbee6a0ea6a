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

resource "google_service_account" "velero" {
  project      = "acme-staging"
  account_id   = "velero"
  display_name = "velero"
}

resource "google_service_account_iam_member" "velero_wi" {
  service_account_id = google_service_account.velero.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-staging.svc.id.goog[velero/velero]"
  depends_on         = [google_container_cluster.main]
}

resource "google_service_account" "restore_test" {
  project      = "acme-staging"
  account_id   = "restore-test"
  display_name = "restore-test"
}

resource "google_service_account_iam_member" "restore_test_wi" {
  service_account_id = google_service_account.restore_test.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod.svc.id.goog[velero/restore]"
}
