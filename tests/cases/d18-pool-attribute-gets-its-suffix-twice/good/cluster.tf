resource "google_container_cluster" "main" {
  project                  = var.project_id
  name                     = "main"
  location                 = "europe-west1"
  remove_default_node_pool = true
  initial_node_count       = 1

  workload_identity_config {
    workload_pool = "${var.project_id}.svc.id.goog"
  }
}

resource "google_service_account" "nodes" {
  project    = var.project_id
  account_id = "gke-main-nodes"
}

resource "google_project_iam_member" "nodes" {
  project = var.project_id
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.nodes.member
}

resource "google_container_node_pool" "general" {
  project    = var.project_id
  name       = "general"
  cluster    = google_container_cluster.main.name
  location   = google_container_cluster.main.location
  node_count = 2

  node_config {
    machine_type    = "e2-standard-4"
    service_account = google_service_account.nodes.email
    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
