resource "google_service_account" "gke_nodes" {
  project    = "saltmarsh-erp"
  account_id = "gke-nodes"
}

resource "google_project_iam_member" "gke_nodes" {
  for_each = toset([
    "roles/container.defaultNodeServiceAccount",
    "roles/artifactregistry.reader",
  ])

  project = "saltmarsh-erp"
  role    = each.value
  member  = google_service_account.gke_nodes.member
}

resource "google_container_cluster" "erp" {
  name     = "erp"
  project  = "saltmarsh-erp"
  location = "europe-west3-b"

  initial_node_count       = 1
  remove_default_node_pool = true

  workload_identity_config {
    workload_pool = "saltmarsh-erp.svc.id.goog"
  }
}

resource "google_container_node_pool" "default" {
  name       = "default"
  project    = "saltmarsh-erp"
  location   = "europe-west3-b"
  cluster    = google_container_cluster.erp.name
  node_count = 3

  node_config {
    machine_type    = "e2-standard-2"
    service_account = google_service_account.gke_nodes.email
    oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]
    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
