resource "google_service_account" "nodes" {
  account_id   = "rides-nodes"
  display_name = "rides ${var.environment} nodes"
}

resource "google_project_iam_member" "nodes" {
  project = var.project_id
  role    = "roles/container.defaultNodeServiceAccount"
  member  = google_service_account.nodes.member
}

resource "google_container_cluster" "rides" {
  name     = "rides"
  location = "southamerica-east1"

  remove_default_node_pool = true
  initial_node_count       = 1

  node_config {
    service_account = google_service_account.nodes.email
  }

  workload_identity_config {
    workload_pool = "${var.project_id}.svc.id.goog"
  }
}

resource "google_container_node_pool" "rides" {
  name       = "rides"
  location   = "southamerica-east1"
  cluster    = google_container_cluster.rides.name
  node_count = var.nodes.count

  node_config {
    machine_type    = var.nodes.machine_type
    service_account = google_service_account.nodes.email

    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
