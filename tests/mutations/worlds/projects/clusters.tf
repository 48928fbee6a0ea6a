resource "google_container_cluster" "main" {
  project  = "acme-clusters"
  name     = "main"
  location = "europe-west1"

  workload_identity_config {
    workload_pool = "acme-clusters.svc.id.goog"
  }
}

resource "google_container_node_pool" "main" {
  project = "acme-clusters"
  name    = "main"
  cluster = google_container_cluster.main.name

  node_config {
    service_account = "main-nodes@acme-clusters.iam.gserviceaccount.com"
    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
